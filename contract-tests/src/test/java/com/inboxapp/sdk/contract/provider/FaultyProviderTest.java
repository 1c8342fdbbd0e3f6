package com.inboxapp.sdk.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Consumer;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactFilter;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import com.inboxapp.sdk.contract.pact.Given;
import com.inboxapp.sdk.contract.provider.FaultyProvider.Said;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Checks that the verification finds mistakes of a provider, and names the SDK method that each one breaks. */
class FaultyProviderTest {
    private static UnaryOperator<Said> mistake = UnaryOperator.identity();

    record Mistake(String name, UnaryOperator<Said> change, String breaks) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A verification that only the tests below run. */
    @Provider("inbox-api")
    @Consumer("inbox-sdk-java")
    @PactFolder("pacts")
    @PactFilter({Given.THREAD, Given.ACCOUNTS})
    static class Verified {
        private final SandboxStates states = new SandboxStates(builder -> builder);
        private final FaultyProvider provider = new FaultyProvider(states::server, mistake);

        @BeforeEach
        void target(PactVerificationContext context) {
            context.setTarget(PlainHttp.target(provider.server()));
            context.addStateChangeHandlers(states);
        }

        @AfterEach
        void close() {
            provider.close();
            states.close();
        }

        @TestTemplate
        @ExtendWith(PactVerificationInvocationContextProvider.class)
        void honoursThePact(PactVerificationContext context) {
            Verification.verify(context);
        }
    }

    private static UnaryOperator<Said> body(String from, String to) {
        return response -> new Said(
                response.status(), response.contentType(), response.body().replace(from, to));
    }

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake(
                        "a field is renamed", body("\"accountLinkId\":", "\"accountId\":"), "inbox.threads().get(..)"),
                new Mistake("a field is null", body("\"done\":false", "\"done\":null"), "inbox.threads().get(..)"),
                new Mistake(
                        "a boolean field is a string",
                        body("\"done\":false", "\"done\":\"no\""),
                        "inbox.threads().get(..)"),
                new Mistake("times have no milliseconds", body(".000Z\"", "Z\""), "inbox.accountLinks().list(..)"),
                new Mistake("an envelope is omitted", body("{\"accountLinks\":", "["), "inbox.accountLinks().list(..)"),
                new Mistake(
                        "another spelling of the platform",
                        body("\"platform\":\"x\"", "\"platform\":\"X\""),
                        "inbox.accountLinks().list(..)"),
                new Mistake(
                        "status 201 in place of 200",
                        response -> new Said(201, response.contentType(), response.body()),
                        "inbox.messages().send(..)"),
                new Mistake(
                        "an HTML page in place of JSON",
                        response -> new Said(response.status(), "text/html", "<html></html>"),
                        "inbox.threads().lookup(..)"));
    }

    private static Events verified(UnaryOperator<Said> change) {
        mistake = change;
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(Verified.class))
                .enableImplicitConfigurationParameters(false)
                .execute()
                .testEvents();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void reportsTheMistakeWithTheSdkMethodThatItBreaks(Mistake planted) {
        assertThat(verified(planted.change()).failed().stream().map(Event::toString))
                .isNotEmpty()
                .anySatisfy(failure -> assertThat(failure).contains("this breaks " + planted.breaks()));
    }

    @Test
    void reportsNothingWithoutAMistake() {
        Events events = verified(UnaryOperator.identity());
        assertThat(events.failed().count()).isZero();
        assertThat(events.succeeded().count()).isGreaterThan(8);
    }
}
