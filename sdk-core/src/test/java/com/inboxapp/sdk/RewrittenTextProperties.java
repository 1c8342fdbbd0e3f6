package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.MESSAGES;
import static com.inboxapp.sdk.VirtualSandbox.QUICK_SEND;
import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.runtime.Texts;
import com.inboxapp.sdk.sandbox.Fault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** However the service rewrites a stored text, exactly one message is created. */
class RewrittenTextProperties {
    private static final AtomicReference<UnaryOperator<String>> STORE = new AtomicReference<>(text -> text);
    private static VirtualSandbox server;
    private static InboxClient client;
    private static int prospects = 1_000;

    @BeforeContainer
    static void start() {
        server = new VirtualSandbox();
        client = server.client();
        server.faults()
                .on("GET", MESSAGES)
                .each(Fault.afterEffect()
                        .realResponse()
                        .body(page -> RewrittenTextTest.rewritten(page, STORE.get(), unchanged -> {})));
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void createsExactlyOneMessageAfterALostResponse(
            @ForAll("texts") String text,
            @ForAll("rewritings") UnaryOperator<String> rewriting,
            @ForAll boolean arrives)
            throws InterruptedException {
        STORE.set(rewriting);
        server.faults().on("POST", QUICK_SEND).nth(1, arrives ? Fault.afterEffect() : Fault.withoutEffect());
        String prospect = String.valueOf(++prospects);
        int before = server.sandbox.sentMessages().size();

        CompletableFuture<SentMessage> work =
                server.awaitEnd(client.confirmed().quickSendAsync(message(prospect, text)));

        assertThat(server.sandbox.sentMessages().size() - before).isOne();
        assertThat(work.isCompletedExceptionally() && !arrives)
                .as("a missing message is sent again")
                .isFalse();
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.any(1, 20);
    }

    @Provide
    Arbitrary<UnaryOperator<String>> rewritings() {
        return Arbitraries.oneOf(
                Texts.any(0, 20).map(other -> text -> other),
                Texts.any(0, 3).map(end -> text -> text + end),
                Texts.any(0, 3).map(start -> text -> start + text),
                Arbitraries.integers()
                        .between(0, 20)
                        .map(length -> text -> text.codePoints()
                                .limit(length)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString()),
                Arbitraries.integers().between(1, 127).map(unit -> text -> text.replace("" + (char) (int) unit, "")),
                Arbitraries.integers()
                        .between(1, 127)
                        .map(unit -> text -> text.replace("" + (char) (int) unit, "&#" + unit + ";")));
    }
}
