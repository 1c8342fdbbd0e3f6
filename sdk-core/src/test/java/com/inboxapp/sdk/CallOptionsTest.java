package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.model.Team;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallOptionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void overridesSetOptionsAndKeepsTheRest() {
        CallOptions base = CallOptions.builder()
                .attemptTimeout(MINUTE)
                .deadline(MINUTE)
                .retries(RetryPolicy.none())
                .priority(Priority.HIGH)
                .header("X-A", "below")
                .header("X-B", "below")
                .build();
        CallOptions override =
                CallOptions.builder().deadline(SECOND).header("x-a", "above").build();

        CallOptions both = override.over(base);

        assertThat(both.attemptTimeout()).isEqualTo(MINUTE);
        assertThat(both.deadline()).isEqualTo(SECOND);
        assertThat(both.retries()).isEqualTo(RetryPolicy.none());
        assertThat(both.priority()).isEqualTo(Priority.HIGH);
        assertThat(both.headers()).containsOnly(Map.entry("X-A", "above"), Map.entry("X-B", "below"));
    }

    @Test
    void overridesEveryOption() {
        CallOptions override = CallOptions.builder()
                .attemptTimeout(SECOND)
                .deadline(SECOND)
                .retries(RetryPolicy.defaults().withMaxAttempts(7))
                .priority(Priority.LOW)
                .build();

        assertThat(override.over(CallOptions.defaults())).hasToString(override.toString());
        assertThat(CallOptions.builder().build().over(override)).hasToString(override.toString());
    }

    @Test
    void usesTheDocumentedDefaults() {
        assertThat(CallOptions.defaults())
                .hasToString("CallOptions[attemptTimeout=PT1M, deadline=PT2M, retries=" + RetryPolicy.defaults()
                        + ", priority=NORMAL, headers=[]]");
    }

    @Test
    void prefersHeadersOfTheCallOverThoseOfTheClient() {
        server.enqueue(Responses.TEAM);
        server.enqueue(Responses.TEAM);
        InboxCall<Team> call = server.client(builder -> builder.options(CallOptions.builder()
                        .header("X-Trace", "client")
                        .header("X-App", "shop")
                        .build()))
                .team()
                .get();

        call.with(CallOptions.builder().header("x-trace", "call").build())
                .with(CallOptions.builder().header("X-More", "1").build())
                .execute();
        call.execute();

        Headers first = server.received().getHeaders();
        assertThat(first.values("X-Trace")).containsExactly("call");
        assertThat(first.values("X-App")).containsExactly("shop");
        assertThat(first.values("X-More")).containsExactly("1");
        Headers second = server.received().getHeaders();
        assertThat(second.values("X-Trace")).containsExactly("client");
        assertThat(second.values("X-More")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept-Encoding",
                "Authorization",
                "Content-Encoding",
                "Range",
                "AUTHORIZATION",
                "proxy-authorization",
                "Cookie",
                "Host",
                "Connection",
                "Content-Length",
                "Content-Type",
                "Transfer-Encoding",
                "Expect",
                "TE",
                "Upgrade"
            })
    void rejectsHeadersThatTheClientSets(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallOptions.builder().header(name, "x"))
                .withMessageContaining(name)
                .withMessageContaining("is set by the client");
    }

    @ParameterizedTest
    @EmptySource
    @ValueSource(
            strings = {
                " ",
                "X Y",
                "X:Y",
                "X\r\nAuthorization",
                "X\n",
                "\u00dcber",
                "X\u0000",
                "X\t",
                "\u0130d",
                "X(",
                "\uff21"
            })
    void rejectsAnInvalidHeaderName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallOptions.builder().header(name, "x"))
                .withMessageStartingWith("header name must ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret\r\nAuthorization: Bearer stolen",
                "secret\n",
                "secret\rx",
                "\nsecret",
                " secret",
                "secret ",
                "sécret",
                "secret\u0000",
                "secret\u007f",
                "secret\tx",
                "secret\u2028"
            })
    void rejectsAnInvalidHeaderValueWithoutShowingIt(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallOptions.builder().header("X-Trace", value))
                .withMessageContaining("X-Trace")
                .withMessageContaining("visible ASCII")
                .withMessageNotContaining("cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a b", "~!#\"$%&'()*+,-./:;<=>?@[\\]^_`{|}"})
    void sendsVisibleAsciiUnchanged(String value) {
        server.enqueue(Responses.TEAM);

        server.client()
                .team()
                .get()
                .with(CallOptions.builder().header("X-Trace", value).build())
                .execute();

        assertThat(server.received().getHeaders().values("X-Trace")).containsExactly(value);
    }

    @Test
    void showsHeaderNamesButNoValuesInToString() {
        assertThat(CallOptions.builder().header("X-Trace", "secret").build())
                .hasToString(
                        "CallOptions[attemptTimeout=null, deadline=null, retries=null, priority=null, headers=[X-Trace]]");
    }

    static List<Consumer<Duration>> durations() {
        return List.of(
                value -> CallOptions.builder().attemptTimeout(value),
                value -> CallOptions.builder().deadline(value),
                CallOptions::deadline);
    }

    @ParameterizedTest
    @MethodSource("durations")
    void rejectsADurationThatIsNotPositive(Consumer<Duration> setter) {
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofNanos(-1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> setter.accept(wrong))
                    .withMessageMatching("(attemptTimeout|deadline) must be longer than zero, but is " + wrong);
        }
        setter.accept(Duration.ofNanos(1));
    }

    @Test
    void rejectsNullByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> CallOptions.builder().retries(null))
                .withMessage("retries");
        assertThatNullPointerException()
                .isThrownBy(() -> CallOptions.builder().priority(null))
                .withMessage("priority");
        assertThatNullPointerException()
                .isThrownBy(() -> server.client().team().get().with(null))
                .withMessage("options");
    }

    @Test
    void isNotChangedByItsBuilderAfterBuild() {
        CallOptions.Builder builder = CallOptions.builder().header("X-A", "1");
        CallOptions made = builder.build();

        builder.header("X-B", "2").deadline(SECOND);

        assertThat(made.headers()).containsOnlyKeys("X-A");
        assertThat(made.toString()).contains("deadline=null");
    }

    @Test
    void overridesTheTimeoutsOfTheClientPerCall() {
        VirtualTime time = new VirtualTime();
        takeTime(time, SECOND);
        InboxClient client = server.client(builder -> builder.scheduler(time));

        assertThat(failure(client, CallOptions.builder().attemptTimeout(SECOND).build()))
                .isExactlyInstanceOf(InboxTimeoutException.class);
        assertThat(failure(client, CallOptions.deadline(SECOND))).isExactlyInstanceOf(InboxDeadlineException.class);
        assertThat(failure(client, CallOptions.builder().build())).isNull();
    }

    @Test
    void overridesTheDeadlineOfTheClientByNone() {
        VirtualTime time = new VirtualTime();
        takeTime(time, MINUTE);
        InboxClient client = server.client(builder -> builder.scheduler(time)
                .options(CallOptions.builder()
                        .deadline(SECOND)
                        .attemptTimeout(Duration.ofDays(1))
                        .build()));

        assertThat(failure(client, CallOptions.builder().noDeadline().build())).isNull();
        assertThat(failure(client, CallOptions.builder().build())).isExactlyInstanceOf(InboxDeadlineException.class);
    }

    @Test
    void acceptsTheLongestDurations() {
        Duration max = Duration.ofSeconds(Long.MAX_VALUE);
        server.enqueue(Responses.TEAM);
        InboxClient client = server.client();

        assertThat(failure(
                        client,
                        CallOptions.builder().attemptTimeout(max).deadline(max).build()))
                .isNull();
    }

    @Test
    void setsOnlyThePriority() {
        assertThat(CallOptions.priority(Priority.HIGH)
                        .over(CallOptions.defaults())
                        .priority())
                .isEqualTo(Priority.HIGH);
        assertThat(CallOptions.defaults().priority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void leavesTheOriginalCallUnchanged() {
        VirtualTime time = new VirtualTime();
        takeTime(time, MINUTE);
        InboxCall<Team> call = server.client(builder -> builder.scheduler(time)
                        .options(CallOptions.builder()
                                .attemptTimeout(Duration.ofHours(1))
                                .build()))
                .team()
                .get();

        CompletableFuture<Team> changed =
                call.with(CallOptions.deadline(SECOND)).executeAsync();

        assertThat(changed.handle((team, failure) -> failure).join()).isInstanceOf(InboxDeadlineException.class);
        assertThat(call.execute().slug()).isEqualTo("acme");
    }

    private static InboxException failure(InboxClient client, CallOptions options) {
        return catchThrowableOfType(
                InboxException.class, () -> client.team().get().with(options).execute());
    }

    /** Makes each request take the given time. */
    private void takeTime(VirtualTime time, Duration duration) {
        server.mock().setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                time.advance(duration);
                return new MockResponse.Builder().body(Responses.TEAM).build();
            }
        });
    }
}
