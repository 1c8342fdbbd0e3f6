package com.inboxapp.sdk.sandbox;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit 5 extension that starts a sandbox before tests and closes it after them.
 *
 * <pre>{@code
 * @ExtendWith(InboxSandboxExtension.class)
 * class MyBotTest {
 *     @Test
 *     void replies(InboxSandbox sandbox) { .. }
 * }
 * }</pre>
 *
 * <p>With {@code @ExtendWith}, each test method gets its own sandbox, with demo data and without rate limits, as a parameter of type
 * {@link InboxSandbox}. {@code @BeforeEach} and {@code @AfterEach} methods can have the parameter too.
 *
 * <p>With {@code @RegisterExtension} and {@link #of}, you choose the settings. In an instance field, each test gets its own sandbox. In a
 * static field, all tests of the class share one. Concurrent tests share a sandbox only if it is in a static field of their class.
 *
 * <p>JUnit Jupiter is an optional dependency of this artifact; add it to your test dependencies.
 */
public final class InboxSandboxExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(InboxSandboxExtension.class);

    private final InboxSandbox.Builder settings;
    private final boolean registered;
    private volatile @Nullable InboxSandbox current;

    /** Creates an extension for {@code @ExtendWith}, with demo data and without rate limits. */
    public InboxSandboxExtension() {
        this(InboxSandbox.builder().unlimited(), false);
    }

    private InboxSandboxExtension(InboxSandbox.Builder settings, boolean registered) {
        this.settings = settings;
        this.registered = registered;
    }

    /**
     * Creates an extension with custom settings, for a field with {@code @RegisterExtension}.
     *
     * @param settings the builder that starts the sandbox of each test, or of the class if the field is static
     */
    public static InboxSandboxExtension of(InboxSandbox.Builder settings) {
        return new InboxSandboxExtension(Objects.requireNonNull(settings, "settings"), true);
    }

    /**
     * Returns the sandbox of the running test, or of its class. Works only for an extension in a field; otherwise, use a parameter.
     *
     * @throws IllegalStateException if no test is running, or the extension is not in a field
     */
    public InboxSandbox sandbox() {
        InboxSandbox sandbox = current;
        if (sandbox == null) {
            throw new IllegalStateException("no sandbox is running: call sandbox() during a test, on an extension in a"
                    + " field with @RegisterExtension; with @ExtendWith, use a parameter of type InboxSandbox");
        }
        return sandbox;
    }

    /** Starts the sandbox of a static field. JUnit calls this only for static fields, and again for nested classes. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (registered && current == null) {
            current = start(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (find(context) == null) {
            InboxSandbox started = start(context);
            current = registered ? started : null;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close(context);
    }

    private InboxSandbox start(ExtensionContext context) {
        InboxSandbox started = settings.start();
        context.getStore(NAMESPACE).put(this, started);
        return started;
    }

    private @Nullable InboxSandbox find(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(this, InboxSandbox.class);
    }

    /** Closes the sandbox that was started for this context; does nothing if it was started for a parent context. */
    private void close(ExtensionContext context) {
        InboxSandbox started = context.getStore(NAMESPACE).remove(this, InboxSandbox.class);
        if (started != null) {
            started.close();
            current = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == InboxSandbox.class;
    }

    /** Returns the sandbox of the test. Fails for {@code @BeforeAll} methods and constructors, which run before it is started. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        InboxSandbox sandbox = find(context);
        if (sandbox == null) {
            throw new ParameterResolutionException(
                    "the sandbox is not started yet: use the parameter in test, @BeforeEach and @AfterEach methods, not in a constructor or a @BeforeAll method");
        }
        return sandbox;
    }
}
