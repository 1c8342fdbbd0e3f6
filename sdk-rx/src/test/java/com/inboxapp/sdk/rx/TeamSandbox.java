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

/** A team with a given number of accounts and no threads, and a client of it. Both use the same virtual time. */
final class TeamSandbox implements AutoCloseable, AfterEachCallback {
    private static final int MAX_IN_FLIGHT = 64;

    final VirtualTime time = new VirtualTime();
    private final InFlightWork inFlight = InFlightWork.of(time);
    final InboxSandbox sandbox;
    private final List<InboxClient> clients = new ArrayList<>();
    private final OkHttpClient http;
    final InboxClient inbox;
    final RxInboxClient rx;

    TeamSandbox(int accounts) {
        this(accounts, builder -> builder);
    }

    /** Creates a team whose server enforces the rate limits. */
    static TeamSandbox limited(int accounts) {
        return new TeamSandbox(accounts, builder -> builder, sandbox -> sandbox, SocketFactory.getDefault());
    }

    /** Creates a team whose clients return from cancelling a call only once the server has handled its request. */
    static TeamSandbox drained(int accounts) {
        return new TeamSandbox(
                accounts, builder -> builder, InboxSandbox.Builder::unlimited, new DrainingSocketFactory());
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
        // the JDK's server writes the real time into its responses
        DateTimeFormatter date = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
        http = new OkHttpClient.Builder()
                .socketFactory(sockets)
                .addInterceptor(chain -> chain.proceed(chain.request())
                        .newBuilder()
                        .header("Date", date.format(time.now()))
                        .build())
                .build();
        http.dispatcher().setMaxRequestsPerHost(MAX_IN_FLIGHT);
        inbox = client(settings);
        rx = RxInboxClient.create(inbox);
    }

    /** Creates another client of the team: without rate limits, without delays before retries, and without timeouts in virtual time. */
    InboxClient client(UnaryOperator<InboxClient.Builder> settings) {
        InboxClient client = settings.apply(InboxClient.builder()
                        .apiToken("sandbox-token")
                        .baseUrl(sandbox.baseUrl())
                        .httpClient(http)
                        .scheduler(time)
                        .listener(inFlight)
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

    /** Creates another client that never retries. */
    InboxClient clientWithoutRetries() {
        return client(builder -> builder.options(CallOptions.builder()
                .noDeadline()
                .attemptTimeout(ChronoUnit.FOREVER.getDuration())
                .retries(RetryPolicy.none())
                .build()));
    }

    /** Returns the HTTP client that all clients share, whose responses carry the virtual time. */
    OkHttpClient http() {
        return http;
    }

    Faults faults() {
        return sandbox.faults();
    }

    /** Returns the ids of the accounts in the order of the server. */
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

    /** Receives messages from a number of prospects with consecutive X ids, one per second. */
    void threads(AccountLinkId account, long firstProspect, int count) {
        for (int i = 0; i < count; i++) {
            time.advance(Duration.ofSeconds(1));
            sandbox.receive(account.value(), String.valueOf(firstProspect + i), "Hello " + i);
        }
    }

    /** Advances the time whenever all work waits, until a stream has terminated. */
    <T> TestSubscriber<T> drive(TestSubscriber<T> stream) throws InterruptedException {
        return drive(stream, () -> false);
    }

    /** Advances the time whenever all work waits, until a stream has terminated or a condition holds. */
    <T> TestSubscriber<T> drive(TestSubscriber<T> stream, BooleanSupplier condition) throws InterruptedException {
        while (inFlight.awaitIdle() && !hasTerminated(stream) && !condition.getAsBoolean()) {
            time.advanceToNext();
        }
        return stream;
    }

    /** Returns once all work in flight waits for the time. */
    void awaitIdle() throws InterruptedException {
        var unused = inFlight.awaitIdle();
    }

    private static boolean hasTerminated(TestSubscriber<?> stream) throws InterruptedException {
        return stream.await(0, TimeUnit.MILLISECONDS);
    }

    /** Returns the requests that the server has received, each as its method and its path below the base path. */
    List<String> received() {
        return sandbox.requests().stream().map(TeamSandbox::line).toList();
    }

    /** Returns how often the server has received a request. */
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
        inFlight.close();
        clients.forEach(InboxClient::close);
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        sandbox.close();
    }
}
