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
 * A sandbox for JUnit 5 tests, started before and closed after.
 *
 * <pre>{@code
 * @ExtendWith(InboxSandboxExtension.class)
 * class MyBotTest {
 *     @Test
 *     void answers(InboxSandbox sandbox) { .. }
 * }
 * }</pre>
 *
 * <p>With {@code @ExtendWith}, each test method has a sandbox of its own, with demo data and without limits, which its parameter of the type
 * {@link InboxSandbox} gives, and those of {@code @BeforeEach} and {@code @AfterEach} methods. With {@code @RegisterExtension} and {@link #of}, the settings are
 * yours: registered in an instance field, each test has its own sandbox; in a static field, the tests of the class share one. Tests that run
 * at the same time do not share one unless their class does. JUnit Jupiter is an optional dependency of this artifact: your tests bring it.
 */
public final class InboxSandboxExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(InboxSandboxExtension.class);

    private final InboxSandbox.Builder settings;
    private final boolean registered;
    private volatile @Nullable InboxSandbox current;

    /** With demo data and without limits, for {@code @ExtendWith}. */
    public InboxSandboxExtension() {
        this(InboxSandbox.builder().unlimited(), false);
    }

    private InboxSandboxExtension(InboxSandbox.Builder settings, boolean registered) {
        this.settings = settings;
        this.registered = registered;
    }

    /**
     * An extension with settings of your own, for a field with {@code @RegisterExtension}.
     *
     * @param settings starts a sandbox for each test, or for the class if the field is static
     */
    public static InboxSandboxExtension of(InboxSandbox.Builder settings) {
        return new InboxSandboxExtension(Objects.requireNonNull(settings, "settings"), true);
    }

    /**
     * The sandbox of the test that runs, or of its class, of an extension in a field.
     *
     * @throws IllegalStateException if no test runs, or the extension is not in a field: take a parameter then
     */
    public InboxSandbox sandbox() {
        InboxSandbox sandbox = current;
        if (sandbox == null) {
            throw new IllegalStateException("there is a sandbox while a test runs whose class has this extension in a"
                    + " field with @RegisterExtension; with @ExtendWith, take a parameter of the type InboxSandbox");
        }
        return sandbox;
    }

    /** Called for a field only if it is static, and then also for nested classes. */
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

    /** Closes what was started for this very context. */
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

    /** The sandbox of the test; none is there yet in {@code @BeforeAll} methods and constructors. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        InboxSandbox sandbox = find(context);
        if (sandbox == null) {
            throw new ParameterResolutionException(
                    "the sandbox of a test is started before its @BeforeEach methods: it cannot be a parameter of a constructor or a @BeforeAll method");
        }
        return sandbox;
    }
}
