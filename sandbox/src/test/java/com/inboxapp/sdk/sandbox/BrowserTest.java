package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Tests the web page and the rendered OpenAPI document in a browser. */
class BrowserTest {
    private static ChromeDriver browser;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    @BeforeAll
    static void start() {
        browser = Browser.started();
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.quit();
        }
    }

    /** Script errors and violations of the content security policy are console errors. Failed API requests are ignored. */
    @AfterEach
    void assertNoConsoleErrors() {
        List<LogEntry> errors = browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .filter(entry ->
                        !entry.getMessage().startsWith(sandbox.sandbox().baseUrl()))
                .toList();
        assertThat(errors).isEmpty();
        browser.get("about:blank");
    }

    private static WebDriverWait await() {
        return new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(20));
    }

    private static WebElement visible(By locator) {
        return await().until(ExpectedConditions.visibilityOfElementLocated(locator));
    }

    private static By text(String list, String text) {
        return By.xpath("//*[@id='" + list + "']//*[contains(., \"" + text + "\")]");
    }

    @Test
    void pageShowsThreadsSendsAsAProspectAndExplainsErrors() throws IOException {
        browser.get(sandbox.sandbox().pageUrl());
        visible(text("accounts", "@acmesupport")).click();
        visible(By.cssSelector("#threads li"));
        visible(text("accounts", "All accounts")).click();
        write("My invoice is wrong");

        visible(text("threads", "My invoice is wrong")).click();
        assertThat(visible(text("messages", "My invoice is wrong")).getText()).contains("the prospect");

        assertThat(sandbox.get("/threads?limit=1000").status()).isEqualTo(400);
        assertThat(visible(text("requests", "limit=1000")).getText())
                .contains("400")
                .contains("from 1 to 100");

        String screenshot = System.getProperty("inbox.screenshot");
        if (screenshot != null) {
            Files.write(Path.of(screenshot), browser.getScreenshotAs(OutputType.BYTES));
        }
    }

    private static void write(String message) {
        browser.findElement(By.name("text")).sendKeys(message);
        browser.findElement(By.cssSelector("#prospect button")).click();
    }

    @Test
    void pageEscapesMessageTexts() {
        browser.get(sandbox.sandbox().pageUrl());
        visible(By.cssSelector("#threads li"));
        write("<img src=x onerror=alert(1)>");
        visible(text("threads", "<img src=x")).click();
        assertThat(visible(text("messages", "<img src=x")).getText()).contains("<img src=x onerror=alert(1)>");
        assertThat(browser.findElements(By.tagName("img"))).isEmpty();
    }

    @Test
    void documentTriesAnOperation() {
        openTheDocument();
        WebElement team = browser.findElement(By.cssSelector("[id^='operations-team-team']"));
        assertThat(tryOut(team)).contains("200").contains("allowSupportAccess");
        assertThat(sandbox.sandbox().requests())
                .extracting(ReceivedRequest::path)
                .containsExactly("/api/v1/team");
    }

    /** The prefilled form of each operation is a valid request, because the demo data has the objects in the examples. */
    @Test
    void eachGetOperationWorksWithItsExamples() {
        openTheDocument();
        List<WebElement> operations = browser.findElements(By.cssSelector(".opblock-get"));
        operations.forEach(BrowserTest::tryOut);
        assertThat(sandbox.sandbox().requests())
                .hasSameSizeAs(operations)
                .hasSizeGreaterThan(15)
                .allMatch(request -> request.status() == 200);
    }

    /** By default, Swagger UI writes the inner levels of an object as JSON. */
    @Test
    void documentSendsFiltersInBracketNotation() {
        openTheDocument();
        WebElement list = browser.findElement(By.cssSelector(".opblock-get:has([data-path='/threads'])"));
        click(list, ".opblock-summary-control");
        click(list, "button.try-out__btn");
        WebElement filters = within(list, "tr[data-param-name='filters'] textarea");
        filters.sendKeys(Keys.chord(Keys.CONTROL, "a"), """
                {"tags": {"selectedIds": ["tag_a", "tag_b"]}, "sortOrder": "asc"}""");
        click(list, "button.execute");
        within(list, ".live-responses-table");
        assertThat(sandbox.sandbox().requests())
                .singleElement()
                .satisfies(request -> assertThat(request.query())
                        .containsEntry(
                                "filters",
                                Map.of("tags", Map.of("selectedIds", List.of("tag_a", "tag_b")), "sortOrder", "asc")));
    }

    private void openTheDocument() {
        browser.get(sandbox.sandbox().pageUrl() + "docs/");
        visible(By.cssSelector("button.authorize")).click();
        visible(By.cssSelector(".auth-container input")).sendKeys(RunningSandbox.TOKEN);
        visible(By.cssSelector(".auth-btn-wrapper button.authorize")).click();
        visible(By.cssSelector(".auth-btn-wrapper button.btn-done")).click();
        assertThat(browser.findElements(By.cssSelector(".opblock"))).hasSize(38);
    }

    /** Executes an operation and returns the displayed response. */
    private static String tryOut(WebElement operation) {
        click(operation, ".opblock-summary-control");
        click(operation, "button.try-out__btn");
        click(operation, "button.execute");
        String response = within(operation, ".live-responses-table").getText();
        click(operation, ".opblock-summary-control");
        return response;
    }

    /** Clicks with a script, which works without scrolling. */
    private static void click(WebElement operation, String selector) {
        browser.executeScript("arguments[0].click()", within(operation, selector));
    }

    private static WebElement within(WebElement operation, String selector) {
        return await().until(ExpectedConditions.presenceOfNestedElementLocatedBy(operation, By.cssSelector(selector)));
    }
}
