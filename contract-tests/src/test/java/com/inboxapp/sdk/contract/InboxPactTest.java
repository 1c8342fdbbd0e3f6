package com.inboxapp.sdk.contract;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.Platform;
import com.inboxapp.sdk.model.ThreadPage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the SDK sends and reads, recorded into the pact that a provider is verified against. */
@PactConsumerTest
@PactTestFor(providerName = InboxPactTest.PROVIDER)
class InboxPactTest {
    static final String CONSUMER = "inbox-sdk-java";
    static final String PROVIDER = "inbox-api";
    static final String TWO_ACCOUNTS = "two accounts are connected, acc_abc123 and acc_def456";
    static final String MANY_THREADS = "the account acc_abc123 has more than two threads";

    private static final String BASE_PATH = "/api/v1";
    private static final String TOKEN = "sandbox-token";
    private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z";

    @Pact(consumer = CONSUMER)
    V4Pact accountLinks(PactBuilder builder) {
        return builder.expectsToReceiveHttpInteraction(
                        "a request for all account links",
                        http -> http.state(TWO_ACCOUNTS)
                                .reference("openapi", "operationId", "accountLinks.list")
                                .withRequest(request -> get(request, "/account-links"))
                                .willRespondWith(response -> ok(
                                        response,
                                        newJsonBody(body -> body.minArrayLike(
                                                        "accountLinks", 1, 2, InboxPactTest::accountLink))
                                                .build())))
                .toPact();
    }

    private static void accountLink(LambdaDslObject link) {
        link.stringType("id", "acc_abc123")
                .stringMatcher("platformId", "\\d{1,19}", "123456789")
                .stringType("platform", "x")
                .stringType("platformUsername", "acmecorp")
                .stringType("name", "Acme Corp")
                .stringType("profileImageUrl", "https://pbs.twimg.com/profile_images/...")
                .stringMatcher("createdAt", TIME, "2024-01-15T10:30:00.000Z");
    }

    @Test
    @PactTestFor(pactMethod = "accountLinks")
    void accountLinksAreRead(MockServer server) {
        try (InboxClient inbox = client(server)) {
            List<AccountLink> links = inbox.accountLinks().list().execute().accountLinks();

            assertThat(links).hasSize(2);
            AccountLink link = links.get(0);
            assertThat(link.id()).isEqualTo(AccountLinkId.of("acc_abc123"));
            assertThat(link.platform()).isEqualTo(Platform.X);
            assertThat(link.platformUsername()).isEqualTo("acmecorp");
            assertThat(link.createdAt()).isEqualTo(Instant.parse("2024-01-15T10:30:00Z"));
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact threads(PactBuilder builder) {
        return builder.expectsToReceiveHttpInteraction(
                        "a request for the first two threads of an account in the view default",
                        http -> http.state(MANY_THREADS)
                                .reference("openapi", "operationId", "threads.list")
                                .withRequest(request -> get(request, "/threads")
                                        .queryParameter("accountLinkId", "acc_abc123")
                                        .queryParameter("inboxView", "default")
                                        .queryParameter("limit", "2"))
                                .willRespondWith(response -> ok(
                                        response,
                                        newJsonBody(body -> body.minArrayLike("threads", 1, 2, InboxPactTest::thread)
                                                        .object(
                                                                "nextCursor",
                                                                cursor -> cursor.stringType(
                                                                                "id", "l44e15irdq4db30i77cgphhx")
                                                                        .stringType(
                                                                                "timestamp",
                                                                                "2025-11-10T18:03:16.000Z")))
                                                .build())))
                .toPact();
    }

    private static void thread(LambdaDslObject thread) {
        thread.stringType("id", "k2h8qz1m5r7t9w3x6y4v0bnc")
                .stringValue("accountLinkId", "acc_abc123")
                .booleanType("done", false)
                .stringMatcher("createdAt", TIME, "2025-11-01T09:00:00.000Z")
                .object(
                        "prospect",
                        prospect -> prospect.stringMatcher("platformId", "\\d{1,19}", "555555555")
                                .stringType("username", "jordanlee"));
    }

    @Test
    @PactTestFor(pactMethod = "threads")
    void aPageOfThreadsIsRead(MockServer server) {
        try (InboxClient inbox = client(server)) {
            AccountLinkId account = AccountLinkId.of("acc_abc123");

            ThreadPage page = inbox.threads()
                    .list(ListThreadsQuery.builder()
                            .accountLinkId(account)
                            .inboxView(InboxView.DEFAULT)
                            .limit(2)
                            .build())
                    .execute();

            assertThat(page.threads())
                    .hasSize(2)
                    .extracting(InboxThread::accountLinkId)
                    .containsOnly(account);
            assertThat(page.nextCursor()).isEqualTo(new Cursor("l44e15irdq4db30i77cgphhx", "2025-11-10T18:03:16.000Z"));
        }
    }

    private static HttpRequestBuilder get(HttpRequestBuilder request, String path) {
        return request.method("GET")
                .path(BASE_PATH + path)
                .header("Authorization", Matchers.regexp("Bearer .+", "Bearer " + TOKEN));
    }

    private static HttpResponseBuilder ok(HttpResponseBuilder response, DslPart body) {
        response.status(200)
                .header("Content-Type", Matchers.regexp("application/json.*", "application/json"))
                .body(body);
        return response;
    }

    private static InboxClient client(MockServer server) {
        return InboxClient.builder()
                .baseUrl(server.getUrl() + BASE_PATH)
                .apiToken(TOKEN)
                .build();
    }
}
