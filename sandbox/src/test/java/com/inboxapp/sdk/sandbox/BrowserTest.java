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

/** The page and the document as a browser shows them. */
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

    /** A violation of the content security policy is an error in the console, and so is a script that fails; what the API refuses is none. */
    @AfterEach
    void nothingIsWrong() {
        List<LogEntry> errors = browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .filter(entry ->
                        !entry.getMessage().startsWith(sandbox.sandbox().baseUrl()))
                .toList();
        assertThat(errors).isEmpty();
        browser.get("about:blank");
    }

    private static WebDriverWait waiting() {
        return new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(20));
    }

    private static WebElement shown(By place) {
        return waiting().until(ExpectedConditions.visibilityOfElementLocated(place));
    }

    private static By text(String list, String text) {
        return By.xpath("//*[@id='" + list + "']//*[contains(., \"" + text + "\")]");
    }

    @Test
    void aUserSeesTheConversationsPlaysAProspectAndSeesWhyARequestIsRefused() throws IOException {
        browser.get(sandbox.sandbox().pageUrl());
        shown(text("accounts", "@acmesupport")).click();
        shown(By.cssSelector("#threads li"));
        shown(text("accounts", "All accounts")).click();
        write("My invoice is wrong");

        shown(text("threads", "My invoice is wrong")).click();
        assertThat(shown(text("messages", "My invoice is wrong")).getText()).contains("the prospect");

        assertThat(sandbox.get("/threads?limit=1000").status()).isEqualTo(400);
        assertThat(shown(text("requests", "limit=1000")).getText())
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
    void whatAProspectWritesIsTextWhateverItLooksLike() {
        browser.get(sandbox.sandbox().pageUrl());
        shown(By.cssSelector("#threads li"));
        write("<img src=x onerror=alert(1)>");
        shown(text("threads", "<img src=x")).click();
        assertThat(shown(text("messages", "<img src=x")).getText()).contains("<img src=x onerror=alert(1)>");
        assertThat(browser.findElements(By.tagName("img"))).isEmpty();
    }

    @Test
    void aUserTriesAnOperationOfTheDocument() {
        openTheDocument();
        WebElement team = browser.findElement(By.cssSelector("[id^='operations-team-team']"));
        assertThat(tryOut(team)).contains("200").contains("allowSupportAccess");
        assertThat(sandbox.sandbox().requests())
                .extracting(ReceivedRequest::path)
                .containsExactly("/api/v1/team");
    }

    /** What stands in the form of an operation is a request that works: the demo data has what the examples name. */
    @Test
    void everythingThatReadsCanBeTriedAsItStands() {
        openTheDocument();
        List<WebElement> operations = browser.findElements(By.cssSelector(".opblock-get"));
        operations.forEach(BrowserTest::tryOut);
        assertThat(sandbox.sandbox().requests())
                .hasSameSizeAs(operations)
                .hasSizeGreaterThan(15)
                .allMatch(request -> request.status() == 200);
    }

    /** The renderer by itself writes the inner levels of an object as JSON. */
    @Test
    void filtersAreSentInBrackets() {
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
        shown(By.cssSelector("button.authorize")).click();
        shown(By.cssSelector(".auth-container input")).sendKeys(RunningSandbox.TOKEN);
        shown(By.cssSelector(".auth-btn-wrapper button.authorize")).click();
        shown(By.cssSelector(".auth-btn-wrapper button.btn-done")).click();
        assertThat(browser.findElements(By.cssSelector(".opblock"))).hasSize(38);
    }

    /** What the answer is. */
    private static String tryOut(WebElement operation) {
        click(operation, ".opblock-summary-control");
        click(operation, "button.try-out__btn");
        click(operation, "button.execute");
        String answer = within(operation, ".live-responses-table").getText();
        click(operation, ".opblock-summary-control");
        return answer;
    }

    /** By a script, which needs no scrolling. */
    private static void click(WebElement operation, String what) {
        browser.executeScript("arguments[0].click()", within(operation, what));
    }

    private static WebElement within(WebElement operation, String what) {
        return waiting().until(ExpectedConditions.presenceOfNestedElementLocatedBy(operation, By.cssSelector(what)));
    }
}
