package com.inboxapp.sdk.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Inbox API server in memory, on a port of the loopback interface unless another one is chosen. What is written to it can be read back
 * until it is closed.
 *
 * <pre>{@code
 * try (InboxSandbox sandbox = InboxSandbox.builder().start()) {
 *   // point a client at sandbox.baseUrl() with the token "sandbox-token"
 *   assertThat(sandbox.requests()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads and many clients at once: requests change the state one after the other.
 */
public final class InboxSandbox implements AutoCloseable {

    static {
        // without it, the server of JDK 17 takes 40 ms for each small answer on a connection that is used again
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        // beyond these, the server closes a connection without a word: InboxService answers 414 and 431 long before
        setUnlessSet("sun.net.httpserver.maxReqHeaders", "100000");
        setUnlessSet("sun.net.httpserver.maxReqHeaderSize", Integer.toString(16 << 20));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private final HttpServer server;
    private final String origin;
    private final ExecutorService executor;
    private final InboxService service;
    private final Faults faults;
    private final Webhooks webhooks;

    private InboxSandbox(
            HttpServer server,
            String host,
            ExecutorService executor,
            InboxService service,
            Faults faults,
            Webhooks webhooks) {
        this.server = server;
        this.origin = "http://" + host + ":" + server.getAddress().getPort();
        this.executor = executor;
        this.service = service;
        this.faults = faults;
        this.webhooks = webhooks;
    }

    /** A builder with demo data, a free port, the token {@code sandbox-token}, the system clock and the usual limits. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where the API is: {@code http://127.0.0.1:PORT/api/v1}, without a slash at the end. With {@link Builder#host}, that host is in it,
     * unless it stands for all interfaces.
     */
    public String baseUrl() {
        return origin + InboxService.BASE_PATH;
    }

    /**
     * Where the page in the browser is: {@code http://127.0.0.1:PORT/}, or with the host of {@link #baseUrl()}. The document is at
     * {@code /docs/} there. Only a browser on this machine gets them.
     */
    public String pageUrl() {
        return origin + "/";
    }

    /**
     * The requests received so far, in the order in which they were handled: those that were refused, that a fault struck
     * or that broke off in their body included. A request is in the list before its answer is sent or its connection is
     * closed. Only the newest 10,000 are kept, unless {@link Builder#keptRequests} says otherwise.
     */
    public List<ReceivedRequest> requests() {
        return service.requests();
    }

    /**
     * The messages that were sent through the API so far, on both account links, in the order in which they were sent. Late
     * effects that are due by now are in it; the messages of the demo data are not.
     */
    public List<SandboxMessage> sentMessages() {
        return service.sentMessages();
    }

    /**
     * Plays a prospect, who writes to an account link on X. A thread is created when they have none, as one that is accepted
     * already, and the prospect when nobody knew them.
     *
     * @param accountLinkId the Inbox id of the account link
     * @param prospectPlatformId X's id of the prospect
     * @param text what they write, at least one character
     * @return the Inbox id of the message
     * @throws IllegalArgumentException if there is no such account link, the prospect's id is none, or the text is empty
     */
    public String receive(String accountLinkId, String prospectPlatformId, String text) {
        return service.outside(x -> x.receive(accountLinkId, prospectPlatformId, text, false));
    }

    /**
     * As {@link #receive}, but a new thread is a message request, in the view {@code requests}, until the team answers.
     *
     * @param accountLinkId the Inbox id of the account link
     * @param prospectPlatformId X's id of the prospect
     * @param text what they write, at least one character
     * @return the Inbox id of the message
     * @throws IllegalArgumentException as for {@link #receive}
     */
    public String receiveRequest(String accountLinkId, String prospectPlatformId, String text) {
        return service.outside(x -> x.receive(accountLinkId, prospectPlatformId, text, true));
    }

    /**
     * Connects another account, as is done in the dashboard.
     *
     * @param id its Inbox id
     * @param platformId X's id of the account
     * @param username its handle, without the at sign
     * @throws IllegalArgumentException if the team has an account link with this id, the id cannot stand in a path or is all digits, or X's id
     *     is none
     */
    public void connectAccount(String id, String platformId, String username) {
        service.outside(x -> {
            x.connect(id, platformId, username);
            return id;
        });
    }

    /**
     * Gives an account link a status. Nothing can be sent from one that is {@code offline} or {@code paused}: 409.
     *
     * @param accountLinkId its Inbox id
     * @param status {@code active}, {@code offline} or {@code paused}
     * @throws IllegalArgumentException if there is no such account link or status
     */
    public void setAccountStatus(String accountLinkId, String status) {
        service.outside(x -> {
            x.setStatus(accountLinkId, status);
            return status;
        });
    }

    /**
     * Delivers what happens from now on to a webhook, as {@link Builder#webhook} does from the start.
     *
     * @throws IllegalArgumentException if the URL is none of http or https, or the secret is empty
     */
    public void addWebhook(URI url, String secret) {
        webhooks.add(Builder.checked(url), Builder.checked(secret));
    }

    /** The attempts to deliver events to webhooks so far, in the order in which they ended. */
    public List<WebhookDelivery> webhookDeliveries() {
        return webhooks.deliveries();
    }

    /**
     * Delivers an event once more to all webhooks, as the service may do.
     *
     * @param eventId the id of an event of the last seven days
     * @throws IllegalArgumentException if there is none
     */
    public void redeliver(String eventId) {
        webhooks.deliver(
                service.event(eventId).orElseThrow(() -> new IllegalArgumentException("there is no event " + eventId)));
    }

    /** What goes wrong with requests: nothing, until a fault is added. */
    public Faults faults() {
        return faults;
    }

    /** Stops the server at once, answers that are held included, and forgets its state. Closing twice does no harm. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
        webhooks.close();
    }

    /** Settings of a sandbox. A builder can start any number of sandboxes, each with a state of its own. */
    public static final class Builder {

        private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
        private static final String KNOWN_TOKEN = "sandbox-token";
        private static final String LOOPBACK = "127.0.0.1";

        private String token = KNOWN_TOKEN;
        private String host = LOOPBACK;
        private final Set<String> allowedHosts = new LinkedHashSet<>();
        private int port;
        private Consumer<Inbox> data = inbox -> new DemoData(inbox).fill();
        private int accounts = 2;
        private int keptRequests = 10_000;
        private Names names = Names.GUIDE;
        private final Map<URI, String> webhooks = new LinkedHashMap<>();
        private List<Duration> webhookRetries = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));
        private Clock clock = Clock.systemUTC();
        private Duration bodyTimeout = Duration.ofSeconds(5);
        private @Nullable RateLimits rateLimits = RateLimits.DEFAULT;

        private Builder() {}

        /**
         * The one bearer token that is accepted; {@code sandbox-token} unless set.
         *
         * @throws IllegalArgumentException if it is empty or has other than visible ASCII characters
         */
        public Builder token(String token) {
            if (!TOKEN.matcher(token).matches()) {
                throw new IllegalArgumentException("the token must be visible ASCII characters without spaces");
            }
            this.token = token;
            return this;
        }

        /**
         * The interface to listen on, by one of its names or addresses; {@code 127.0.0.1} unless set, which other machines cannot reach.
         * For any other than a loopback interface, a {@link #token} of your own is needed. Requests may call the server by this name, unless
         * it stands for all interfaces ({@code 0.0.0.0} and {@code ::}): allow the names that are used with {@link #allowHost}.
         *
         * @throws IllegalArgumentException if it is no name and no address
         */
        public Builder host(String host) {
            Objects.requireNonNull(host, "host");
            String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
            this.host = AllowedHosts.checked(bracketed);
            return this;
        }

        /**
         * Allows requests whose header {@code Host} has this name, with any port. Names of the loopback interface are always allowed
         * ({@code localhost}, {@code 127.0.0.1} and those of the same network, {@code [::1]}); a request with any other is refused, since
         * a site in the browser could have made its name lead here. May be called for several names.
         *
         * @param host for instance the name of a container, without a port
         * @throws IllegalArgumentException if it is no name and no address, or has a port
         */
        public Builder allowHost(String host) {
            allowedHosts.add(AllowedHosts.checked(Objects.requireNonNull(host, "host")));
            return this;
        }

        /**
         * The port to listen on; 0, the default, takes a free one.
         *
         * @throws IllegalArgumentException if it is not in 0..65535
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("the port must be in 0..65535, but is " + port);
            }
            this.port = port;
            return this;
        }

        /** Starts with the demo data that the module's README describes. This is the default. */
        public Builder demoData() {
            this.data = inbox -> new DemoData(inbox).fill();
            return this;
        }

        /** Starts with the team, its account links and its members, and nothing else. */
        public Builder empty() {
            this.data = inbox -> {};
            return this;
        }

        /**
         * Starts with what a JSON document says: account links, members, tags, statuses, prospects and threads with their messages, in the
         * API's field names. The module's README has an example with all fields. Account links and members that it names take the place of the
         * usual ones. Ids that are left out are made; times that are left out follow one another, a second apart.
         *
         * @throws IllegalArgumentException for any mistake in it; the message says where it is and what to do
         */
        public Builder seed(String json) {
            this.data = Seed.of(json)::fill;
            return this;
        }

        /**
         * As {@link #seed(String)}, with a file in UTF-8.
         *
         * @throws UncheckedIOException if it cannot be read
         */
        public Builder seed(Path file) {
            try {
                return seed(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException("the seed cannot be read: " + e, e);
            }
        }

        /**
         * How many accounts the team has connected, 2 unless set: those of the guide, then {@code acc_3} with the handle
         * {@code acme3} and so on, which nobody has written to.
         *
         * @throws IllegalArgumentException if it is not in 2..10,000
         */
        public Builder accounts(int accounts) {
            if (accounts < 2 || accounts > 10_000) {
                throw new IllegalArgumentException("the number of accounts must be in 2..10000, but is " + accounts);
            }
            this.accounts = accounts;
            return this;
        }

        /** The names in which it answers, where the API has two; {@link Names#GUIDE} unless set. Requests may have either. */
        public Builder names(Names names) {
            this.names = Objects.requireNonNull(names, "names");
            return this;
        }

        /**
         * The clock for new activity, for limits and for the age of events; the system's unless set. The state never goes
         * back in time: a clock that stands before the newest demo data (2025-11-10T18:03:16Z) gives that time to new
         * activity until it has caught up.
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The limits to enforce; {@link RateLimits#DEFAULT} unless set. */
        public Builder rateLimits(RateLimits rateLimits) {
            this.rateLimits = Objects.requireNonNull(rateLimits, "rateLimits");
            return this;
        }

        /** Enforces no limits. The limit headers are still there, with a figure that is never reached. */
        public Builder unlimited() {
            this.rateLimits = null;
            return this;
        }

        /**
         * How many requests {@link InboxSandbox#requests()} keeps; 10,000 unless set.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder keptRequests(int keptRequests) {
            if (keptRequests < 1) {
                throw new IllegalArgumentException("at least 1 request must be kept, not " + keptRequests);
            }
            this.keptRequests = keptRequests;
            return this;
        }

        /**
         * Posts every event to a URL, in order, signed as the service signs: {@code X-Inbox-Signature: t=..,v1=..}, where {@code v1} is the
         * HMAC-SHA256 of {@code t}, a dot and the body. May be called for several URLs. An answer other than 2xx, or none within 10 s, makes
         * it post the event again ({@link #webhookRetries}) before the next one. Redirects are not followed.
         *
         * @param secret the endpoint's, as {@code ibt_wh_...}
         * @throws IllegalArgumentException if the URL is none of http or https, or the secret is empty
         */
        public Builder webhook(URI url, String secret) {
            this.webhooks.put(checked(url), checked(secret));
            return this;
        }

        private static URI checked(URI url) {
            String scheme = Objects.requireNonNull(url, "url").getScheme();
            if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                throw new IllegalArgumentException("a webhook needs a URL of http or https, not " + url);
            }
            return url;
        }

        private static String checked(String secret) {
            if (Objects.requireNonNull(secret, "secret").isEmpty()) {
                throw new IllegalArgumentException("a webhook's secret must not be empty");
            }
            return secret;
        }

        /**
         * How long to wait before an event that was not taken is posted again; one wait for each further attempt. 1 s and 5 s unless set, so
         * that there are three attempts; none for a single one. After the last, the event is given up and the next one is posted.
         */
        public Builder webhookRetries(Duration... waits) {
            this.webhookRetries = List.of(waits);
            return this;
        }

        /** How long a request's body may take to arrive; 5 s unless set. Real time, whatever the clock says. */
        Builder bodyTimeout(Duration bodyTimeout) {
            this.bodyTimeout = bodyTimeout;
            return this;
        }

        /**
         * Starts the server; it answers when this method returns, and keeps the JVM alive until it is closed.
         *
         * @throws IllegalArgumentException if other machines could reach it with the token that everybody knows
         * @throws UncheckedIOException if the host or the port cannot be listened on, for instance because it is taken
         */
        public InboxSandbox start() {
            InetAddress address = address();
            Webhooks deliveries = new Webhooks(clock, webhookRetries);
            webhooks.forEach(deliveries::add);
            Set<String> hosts = new LinkedHashSet<>(allowedHosts);
            if (!address.isAnyLocalAddress()) {
                hosts.add(host);
            }
            AllowedHosts allowed = new AllowedHosts(hosts);
            InboxService service =
                    new InboxService(token, data, accounts, clock, rateLimits, keptRequests, names, deliveries);
            Faults faults = new Faults(service.routes());
            HttpServer server;
            try {
                server = HttpServer.create(new InetSocketAddress(address, port), 0);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
            }
            ExecutorService executor = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "inbox-sandbox");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(executor);
            Arrival.BodyReading bodies = new Arrival.BodyReading(executor, bodyTimeout);
            server.createContext("/", new PageHandler(service, allowed, bodies, new ApiHandler(service, faults)));
            server.start();
            String reached = address.isAnyLocalAddress() ? LOOPBACK : host;
            return new InboxSandbox(server, reached, executor, service, faults, deliveries);
        }

        private InetAddress address() {
            InetAddress address;
            try {
                address = InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw new UncheckedIOException("cannot listen on " + host + ": there is no such host", e);
            }
            if (!address.isLoopbackAddress() && token.equals(KNOWN_TOKEN)) {
                throw new IllegalArgumentException("a sandbox that other machines can reach, on the host " + host
                        + ", needs a token of your own: everybody knows " + KNOWN_TOKEN);
            }
            return address;
        }
    }
}
