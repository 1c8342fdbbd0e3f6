package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class InboxSandboxExtensionTest {
    private static final List<InboxSandbox> STARTED = new CopyOnWriteArrayList<>();

    @BeforeEach
    void clear() {
        STARTED.clear();
    }

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(tests))
                .enableImplicitConfigurationParameters(false)
                .execute()
                .testEvents();
    }

    private static void assertAllClosed() {
        assertThat(STARTED).isNotEmpty().allSatisfy(sandbox -> {
            URI base = URI.create(sandbox.baseUrl());
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> new Socket(base.getHost(), base.getPort()).close()))
                    .isInstanceOf(ConnectException.class);
        });
    }

    @ExtendWith(InboxSandboxExtension.class)
    static class Extended {
        @BeforeEach
        void before(InboxSandbox sandbox) {
            STARTED.add(sandbox);
        }

        @Test
        void one(InboxSandbox sandbox) {
            assertThat(STARTED).contains(sandbox);
        }

        @Test
        void another(InboxSandbox sandbox) {
            assertThat(STARTED).contains(sandbox);
        }
    }

    @Test
    void extendWithStartsASandboxPerTest() {
        run(Extended.class).assertStatistics(tests -> tests.succeeded(2));
        assertThat(STARTED).hasSize(2).doesNotHaveDuplicates();
        assertAllClosed();
    }

    static class InAField {
        @RegisterExtension
        final InboxSandboxExtension extension =
                InboxSandboxExtension.of(InboxSandbox.builder().empty());

        @Test
        void one() {
            STARTED.add(extension.sandbox());
        }

        @Test
        void another(InboxSandbox sandbox) {
            assertThat(sandbox).isSameAs(extension.sandbox());
            STARTED.add(sandbox);
        }
    }

    @Test
    void instanceFieldStartsASandboxPerTest() {
        run(InAField.class).assertStatistics(tests -> tests.succeeded(2));
        assertThat(STARTED).hasSize(2).doesNotHaveDuplicates();
        assertAllClosed();
    }

    static class InAStaticField {
        @RegisterExtension
        static final InboxSandboxExtension EXTENSION =
                InboxSandboxExtension.of(InboxSandbox.builder().empty());

        @BeforeAll
        static void before() {
            STARTED.add(EXTENSION.sandbox());
        }

        @Test
        void one(InboxSandbox sandbox) {
            assertThat(STARTED).containsOnly(sandbox, EXTENSION.sandbox());
        }

        @Nested
        class Inside {
            @Test
            void another() {
                assertThat(STARTED).containsOnly(EXTENSION.sandbox());
            }
        }
    }

    @Test
    void staticFieldSharesOneSandbox() {
        run(InAStaticField.class).assertStatistics(tests -> tests.succeeded(2));
        assertThat(STARTED).hasSize(1);
        assertAllClosed();
    }

    @ExtendWith(InboxSandboxExtension.class)
    static class TooEarly {
        @BeforeAll
        static void before(InboxSandbox sandbox) {
            STARTED.add(sandbox);
        }

        @Test
        void one() {}
    }

    @Test
    void rejectsAParameterBeforeTheSandboxIsStarted() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(TooEarly.class))
                .enableImplicitConfigurationParameters(false)
                .execute()
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("@BeforeEach")))));
        assertThat(STARTED).isEmpty();
    }

    @Test
    void failsOutsideATest() {
        InboxSandboxExtension extension = InboxSandboxExtension.of(InboxSandbox.builder());
        assertThatIllegalStateException().isThrownBy(extension::sandbox).withMessageContaining("@RegisterExtension");
    }
}
