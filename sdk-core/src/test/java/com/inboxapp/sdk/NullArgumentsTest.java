package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.inboxapp.sdk.api.TeamApi;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import com.inboxapp.sdk.webhook.WebhookSigner;
import com.inboxapp.sdk.webhook.WebhookVerifier;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls every public method and constructor of the hand-written types with null for each argument in turn. */
class NullArgumentsTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @RegisterExtension
    final TestServer server = new TestServer();

    private record Missing(Executable executable, @Nullable Object target, int parameter) {
        String name() {
            return executable.getParameters()[parameter].getName();
        }

        @Override
        public String toString() {
            return executable.getDeclaringClass().getSimpleName() + "." + executable.getName()
                    + Arrays.toString(executable.getParameterTypes()) + " without " + name();
        }
    }

    @TestFactory
    Stream<DynamicTest> rejectsANullArgumentByName() {
        InboxClient client = server.client();
        List<Object> instances = List.of(
                client,
                client.confirmed(),
                client.team().get(),
                InboxClient.builder(),
                CallOptions.builder(),
                RateLimitOptions.builder(),
                WebhookVerifier.builder().secret(SECRET),
                WebhookVerifier.builder().secret(SECRET).build(),
                WebhookSigner.of(SECRET));
        List<Missing> missing = new ArrayList<>();
        for (Object instance : instances) {
            for (Method method : instance.getClass().getMethods()) {
                if (method.getDeclaringClass() == instance.getClass()) {
                    add(missing, method, instance);
                }
            }
        }
        for (Class<?> type : List.of(
                CallOptions.class,
                RetryPolicy.class,
                RateLimitedRequest.class,
                RateLimitStatus.class,
                RateLimit.class,
                RateLimiter.class,
                RateLimiter.Decision.class,
                Confirmation.Sent.class,
                Confirmation.NotFound.class,
                Confirmation.Ambiguous.class,
                InboxClient.class,
                InboxAccountException.class,
                InboxAccountsException.class,
                InboxInterruptedException.class,
                InboxPaginationException.class,
                WebhookSigner.class)) {
            Stream.concat(Stream.of(type.getConstructors()), Stream.of(type.getMethods()))
                    .filter(each -> each instanceof Constructor || Modifier.isStatic(each.getModifiers()))
                    .filter(each -> each.getDeclaringClass() == type)
                    .forEach(each -> add(missing, each, null));
        }
        assertThat(missing).hasSizeGreaterThan(40);
        return missing.stream().map(each -> dynamicTest(each.toString(), () -> assertRejected(each)));
    }

    private static void add(List<Missing> missing, Executable executable, @Nullable Object target) {
        Parameter[] parameters = executable.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (!parameters[i].getType().isPrimitive()
                    && !parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class)
                    && !executable.getName().equals("equals")) {
                missing.add(new Missing(executable, target, i));
            }
        }
    }

    private void assertRejected(Missing missing) throws ReflectiveOperationException {
        Object[] arguments = Stream.of(missing.executable.getParameterTypes())
                .map(NullArgumentsTest::sample)
                .toArray();
        arguments[missing.parameter] = null;
        Throwable thrown = null;
        try {
            if (missing.executable instanceof Method method) {
                if (method.invoke(missing.target, arguments) instanceof Future<?> future) {
                    ((java.util.concurrent.CompletableFuture<?>) future).join();
                }
            } else {
                ((Constructor<?>) missing.executable).newInstance(arguments);
            }
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
        } catch (CompletionException e) {
            thrown = e.getCause();
        }

        assertThat(thrown).isExactlyInstanceOf(NullPointerException.class);
        assertThat(thrown.getMessage()).containsIgnoringCase(missing.name()).doesNotStartWith("Cannot ");
        assertThat(server.requests()).isZero();
    }

    private static @Nullable Object sample(Class<?> type) {
        Map<Class<?>, Object> samples = Map.ofEntries(
                Map.entry(String.class, "text"),
                Map.entry(Duration.class, Duration.ofSeconds(1)),
                Map.entry(Instant.class, Instant.EPOCH),
                Map.entry(int.class, 1),
                Map.entry(long.class, 1L),
                Map.entry(boolean.class, true),
                Map.entry(byte[].class, new byte[0]),
                Map.entry(Class.class, TeamApi.class),
                Map.entry(Map.class, Map.of()),
                Map.entry(ThreadId.class, ThreadId.of("thread_1")),
                Map.entry(
                        SendMessageRequest.class,
                        SendMessageRequest.builder().text("text").build()),
                Map.entry(QuickSendRequest.class, VirtualSandbox.message("555555555", "text")),
                Map.entry(PlatformUserId.class, PlatformUserId.of("555555555")),
                Map.entry(RateLimitOptions.class, RateLimitOptions.defaults()));
        Object sample = samples.get(type);
        if (sample == null && type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (sample == null && type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
        }
        return sample;
    }
}
