package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.CallOptions;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.RetryPolicy;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.sandbox.Faults;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A team of a number of accounts, without any thread, and a client of it; both have the one time that a test moves. */
final class TeamSandbox implements AutoCloseable, AfterEachCallback {
    private static final int MOST_UNDER_WAY = 64;

    final VirtualTime time = new VirtualTime();
    private final UnderWay underWay = UnderWay.of(time);
    final InboxSandbox sandbox;
    private final List<InboxClient> clients = new ArrayList<>();
    private final OkHttpClient http;
    final InboxClient inbox;
    final RxInboxClient rx;

    TeamSandbox(int accounts) {
        this(accounts, builder -> builder);
    }

    /** A team whose server refuses what is beyond the limits. */
    static TeamSandbox limited(int accounts) {
        return new TeamSandbox(accounts, builder -> builder, sandbox -> sandbox, SocketFactory.getDefault());
    }

    /** A team whose server has handled what a client sent when a call of it that was under way is cancelled. */
    static TeamSandbox drained(int accounts) {
        return new TeamSandbox(accounts, builder -> builder, InboxSandbox.Builder::unlimited, new DrainedSockets());
    }

    TeamSandbox(int accounts, UnaryOperator<InboxClient.Builder> settings) {
        this(accounts, settings, InboxSandbox.Builder::unlimited, SocketFactory.getDefault());
    }

    private TeamSandbox(
            int accounts,
            UnaryOperator<InboxClient.Builder> settings,
            UnaryOperator<InboxSandbox.Builder> limits,
            SocketFactory sockets) {
        sandbox = limits.apply(InboxSandbox.builder())
                .empty()
                .accounts(accounts)
                .keptRequests(1_000_000)
                .clock(time.clock())
                .start();
        // the JDK's server writes the real time into its answers
        DateTimeFormatter date = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
        http = new OkHttpClient.Builder()
                .socketFactory(sockets)
                .addInterceptor(chain -> chain.proceed(chain.request())
                        .newBuilder()
                        .header("Date", date.format(time.now()))
                        .build())
                .build();
        http.dispatcher().setMaxRequestsPerHost(MOST_UNDER_WAY);
        inbox = client(settings);
        rx = RxInboxClient.create(inbox);
    }

    /** Another client of the same team: unlimited, its repeats are not waited for, and nothing ends because a test moves the time. */
    InboxClient client(UnaryOperator<InboxClient.Builder> settings) {
        InboxClient client = settings.apply(InboxClient.builder()
                        .apiToken("sandbox-token")
                        .baseUrl(sandbox.baseUrl())
                        .httpClient(http)
                        .scheduler(time)
                        .listener(underWay)
                        .rateLimits(RateLimitOptions.unlimited())
                        .options(CallOptions.builder()
                                .noDeadline()
                                .attemptTimeout(ChronoUnit.FOREVER.getDuration())
                                .retries(new RetryPolicy(4, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                                .build()))
                .build();
        clients.add(client);
        return client;
    }

    /** Another client, which repeats nothing. */
    InboxClient unrepeated() {
        return client(builder -> builder.options(CallOptions.builder()
                .noDeadline()
                .attemptTimeout(ChronoUnit.FOREVER.getDuration())
                .retries(RetryPolicy.none())
                .build()));
    }

    /** What its clients send with, which has the time of the test in the answers. */
    OkHttpClient http() {
        return http;
    }

    Faults faults() {
        return sandbox.faults();
    }

    /** The ids of the accounts in the server's order. */
    static List<AccountLinkId> ids(int accounts) {
        return IntStream.rangeClosed(1, accounts)
                .mapToObj(number -> AccountLinkId.of(
                        switch (number) {
                            case 1 -> "acc_abc123";
                            case 2 -> "acc_def456";
                            default -> "acc_" + number;
                        }))
                .toList();
    }

    /** Lets so many prospects write to an account, a second after the other; their X ids follow one another. */
    void threads(AccountLinkId account, long firstProspect, int count) {
        for (int i = 0; i < count; i++) {
            time.advance(Duration.ofSeconds(1));
            sandbox.receive(account.value(), String.valueOf(firstProspect + i), "Hello " + i);
        }
    }

    /** Moves the time to where work waits, as often as all of it does, until a stream has ended. */
    <T> TestSubscriber<T> driven(TestSubscriber<T> stream) throws InterruptedException {
        return driven(stream, () -> false);
    }

    /** Moves the time to where work waits, as often as all of it does, until a stream has ended or something is so. */
    <T> TestSubscriber<T> driven(TestSubscriber<T> stream, BooleanSupplier enough) throws InterruptedException {
        while (underWay.awaitStill() && !hasEnded(stream) && !enough.getAsBoolean()) {
            time.advanceToNext();
        }
        return stream;
    }

    /** Returns once all that is under way waits for the time. */
    void awaitStill() throws InterruptedException {
        var unused = underWay.awaitStill();
    }

    private static boolean hasEnded(TestSubscriber<?> stream) throws InterruptedException {
        return stream.await(0, TimeUnit.MILLISECONDS);
    }

    /** What the server received, each as its method and the path below the base path. */
    List<String> received() {
        return sandbox.requests().stream().map(TeamSandbox::line).toList();
    }

    /** How often the server was asked this. */
    long received(String line) {
        return received().stream().filter(line::equals).count();
    }

    private static String line(ReceivedRequest request) {
        return request.method() + " " + request.path().substring("/api/v1".length());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        underWay.close();
        clients.forEach(InboxClient::close);
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        sandbox.close();
    }
}
