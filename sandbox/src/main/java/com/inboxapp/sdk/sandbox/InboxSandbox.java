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
 * An in-memory Inbox API server. It listens on the loopback interface unless {@link Builder#host} is set. State written through the API is
 * kept until the sandbox is closed.
 *
 * <pre>{@code
 * try (InboxSandbox sandbox = InboxSandbox.builder().start()) {
 *   // point a client at sandbox.baseUrl() with the token "sandbox-token"
 *   assertThat(sandbox.requests()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Thread-safe. Many clients can use it concurrently; the sandbox handles their requests one at a time.
 */
public final class InboxSandbox implements AutoCloseable {

    static {
        // without it, the server of JDK 17 needs 40 ms for each small response on a reused connection
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        // beyond these limits, the server closes the connection; the sandbox responds with 414 or 431 far below them
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

    /**
     * Returns a builder with the defaults: demo data, a free port, the token {@code sandbox-token}, the system clock and
     * {@link RateLimits#DEFAULT}.
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the base URL of the API: {@code http://127.0.0.1:PORT/api/v1}, without a trailing slash. If {@link Builder#host} is set to a
     * host other than a wildcard address, the URL has that host.
     */
    public String baseUrl() {
        return origin + InboxService.BASE_PATH;
    }

    /**
     * Returns the URL of the web page: {@code http://127.0.0.1:PORT/}, with the host of {@link #baseUrl()}. The OpenAPI document is at
     * {@code /docs/}. Both are served only to browsers on this machine.
     */
    public String pageUrl() {
        return origin + "/";
    }

    /**
     * Returns the requests received so far, in the order in which they were handled. The list includes requests that were rejected, that
     * failed because of a fault, or whose connection broke off in the body. A request is in the list before its response is sent or its
     * connection is closed. Only the newest 10,000 requests are kept, or as many as {@link Builder#keptRequests} sets.
     */
    public List<ReceivedRequest> requests() {
        return service.requests();
    }

    /**
     * Returns the messages sent through the API so far, from all account links, in the order of sending. The list includes late effects
     * that are due, but not the messages of the demo data.
     */
    public List<SandboxMessage> sentMessages() {
        return service.sentMessages();
    }

    /**
     * Simulates a message from a prospect on X to an account link. Creates the prospect if the team does not have it, and the thread if the
     * pair has none. A new thread is in the view {@code default}, as if the team had accepted it.
     *
     * @param accountLinkId the Inbox id of the account link
     * @param prospectPlatformId the prospect's X user id
     * @param text the text of the message; at least one character
     * @return the Inbox id of the message
     * @throws IllegalArgumentException if there is no account link with this id, the X user id is invalid, or the text is empty
     */
    public String receive(String accountLinkId, String prospectPlatformId, String text) {
        return service.platform(x -> x.receive(accountLinkId, prospectPlatformId, text, false));
    }

    /**
     * Simulates a message like {@link #receive}, but a new thread is a message request, in the view {@code requests}, until the team
     * replies.
     *
     * @param accountLinkId the Inbox id of the account link
     * @param prospectPlatformId the prospect's X user id
     * @param text the text of the message; at least one character
     * @return the Inbox id of the message
     * @throws IllegalArgumentException as for {@link #receive}
     */
    public String receiveRequest(String accountLinkId, String prospectPlatformId, String text) {
        return service.platform(x -> x.receive(accountLinkId, prospectPlatformId, text, true));
    }

    /**
     * Connects another X account, which the API does not offer; users connect accounts in the dashboard.
     *
     * @param id the Inbox id of the account link
     * @param platformId the account's X user id
     * @param username the handle, without the {@code @}
     * @throws IllegalArgumentException if the team already has an account link with this id, the id is not allowed in a path or is all
     *     digits, or the X user id is invalid
     */
    public void connectAccount(String id, String platformId, String username) {
        service.platform(x -> {
            x.connect(id, platformId, username);
            return id;
        });
    }

    /**
     * Sets the status of an account link. Sending from an account link that is {@code offline} or {@code paused} fails with 409.
     *
     * @param accountLinkId the Inbox id of the account link
     * @param status {@code active}, {@code offline} or {@code paused}
     * @throws IllegalArgumentException if there is no account link with this id, or the status is another
     */
    public void setAccountStatus(String accountLinkId, String status) {
        service.platform(x -> {
            x.setStatus(accountLinkId, status);
            return status;
        });
    }

    /**
     * Adds a webhook for the events from now on. {@link Builder#webhook} describes the deliveries.
     *
     * @throws IllegalArgumentException if the URL is not an http or https URL, or the secret is empty
     */
    public void addWebhook(URI url, String secret) {
        webhooks.add(Builder.checked(url), Builder.checked(secret));
    }

    /** Returns the webhook delivery attempts so far, in the order in which they ended. */
    public List<WebhookDelivery> webhookDeliveries() {
        return webhooks.deliveries();
    }

    /**
     * Delivers an event again to all webhooks. The service may deliver an event more than once, too.
     *
     * @param eventId the id of an event of the last seven days
     * @throws IllegalArgumentException if there is no event with this id
     */
    public void redeliver(String eventId) {
        webhooks.deliver(service.event(eventId)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no event with the id '" + eventId + "'; events are kept for seven days")));
    }

    /** Returns the faults of this sandbox, to which faults can be added. Initially there are none. */
    public Faults faults() {
        return faults;
    }

    /**
     * Stops the server immediately, without waiting for responses that are held, and discards its state. Further calls have no effect.
     */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
        webhooks.close();
    }

    /** Builder for {@link InboxSandbox}. One builder can start any number of sandboxes, each with its own state. */
    public static final class Builder {

        private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
        private static final String DEFAULT_TOKEN = "sandbox-token";
        private static final String LOOPBACK = "127.0.0.1";

        private String token = DEFAULT_TOKEN;
        private String host = LOOPBACK;
        private final Set<String> allowedHosts = new LinkedHashSet<>();
        private int port;
        private Consumer<Inbox> data = inbox -> new DemoData(inbox).fill();
        private int accounts = 2;
        private int keptRequests = 10_000;
        private NameSet names = NameSet.GUIDE;
        private final Map<URI, String> webhooks = new LinkedHashMap<>();
        private List<Duration> webhookRetries = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));
        private Clock clock = Clock.systemUTC();
        private Duration bodyTimeout = Duration.ofSeconds(5);
        private @Nullable RateLimits rateLimits = RateLimits.DEFAULT;

        private Builder() {}

        /**
         * Sets the bearer token that requests must have. Default: {@code sandbox-token}.
         *
         * @throws IllegalArgumentException if the token is empty or has characters other than visible ASCII characters
         */
        public Builder token(String token) {
            if (!TOKEN.matcher(token).matches()) {
                throw new IllegalArgumentException("token must consist of visible ASCII characters without spaces");
            }
            this.token = token;
            return this;
        }

        /**
         * Sets the interface to listen on, by a name or an address. Default: {@code 127.0.0.1}, which other machines cannot reach. An
         * interface other than the loopback interface requires a custom {@link #token}. The host is added to the allowed hosts, unless it
         * is a wildcard address ({@code 0.0.0.0} or {@code ::}). With a wildcard address, allow the names that clients use with
         * {@link #allowHost}.
         *
         * @throws IllegalArgumentException if the host is neither a name nor an address
         */
        public Builder host(String host) {
            Objects.requireNonNull(host, "host");
            String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
            this.host = AllowedHosts.checked(bracketed);
            return this;
        }

        /**
         * Allows requests whose {@code Host} header has this name, with any port. Can be called for several names. NameSet of the loopback
         * interface are always allowed: {@code localhost}, {@code 127.0.0.0/8} and {@code [::1]}. A request for any other host is rejected,
         * as a protection against DNS rebinding by web sites.
         *
         * @param host a name or an address without a port, such as the name of a container
         * @throws IllegalArgumentException if the host is neither a name nor an address, or has a port
         */
        public Builder allowHost(String host) {
            allowedHosts.add(AllowedHosts.checked(Objects.requireNonNull(host, "host")));
            return this;
        }

        /**
         * Sets the port to listen on. Default: 0, which picks a free port.
         *
         * @throws IllegalArgumentException if the port is not between 0 and 65535
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be between 0 and 65535, but was " + port);
            }
            this.port = port;
            return this;
        }

        /** Starts the sandbox with the demo data that the module's README describes. This is the default. */
        public Builder demoData() {
            this.data = inbox -> new DemoData(inbox).fill();
            return this;
        }

        /** Starts the sandbox with only the team, its account links and its members. */
        public Builder empty() {
            this.data = inbox -> {};
            return this;
        }

        /**
         * Starts the sandbox with the data of a JSON document: account links, members, tags, statuses, prospects, and threads with their
         * messages, in the API's field names. The module's README has an example with all fields. Account links and members in the document
         * replace the default ones. Missing ids are generated. A missing {@code createdAt} of an account link, member or status is the
         * creation time of the team. A missing time of a prospect, thread or message is one second after the time before it.
         *
         * @throws IllegalArgumentException if the document is invalid; the message contains the location and what to do
         */
        public Builder seed(String json) {
            this.data = Seed.of(json)::fill;
            return this;
        }

        /**
         * Starts the sandbox with the data of a JSON file in UTF-8. {@link #seed(String)} describes the format.
         *
         * @throws UncheckedIOException if the file cannot be read
         */
        public Builder seed(Path file) {
            try {
                return seed(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the seed: " + e, e);
            }
        }

        /**
         * Sets the number of connected accounts. Default: 2, those of the guide. Further accounts have the ids {@code acc_3}, {@code acc_4}
         * and so on, with the handles {@code acme3}, {@code acme4} and so on. The demo data has no threads for them.
         *
         * @throws IllegalArgumentException if the number is not between 2 and 10,000
         */
        public Builder accounts(int accounts) {
            if (accounts < 2 || accounts > 10_000) {
                throw new IllegalArgumentException("accounts must be between 2 and 10000, but was " + accounts);
            }
            this.accounts = accounts;
            return this;
        }

        /** Sets the name set of responses. Default: {@link NameSet#GUIDE}. Requests may use the names of both sets. */
        public Builder names(NameSet names) {
            this.names = Objects.requireNonNull(names, "names");
            return this;
        }

        /**
         * Sets the clock for new activity, for rate limits and for the age of events. Default: the system clock. Times of activity never
         * decrease: while the clock is before the newest demo data (2025-11-10T18:03:16Z), new activity gets that time.
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets the rate limits. Default: {@link RateLimits#DEFAULT}. */
        public Builder rateLimits(RateLimits rateLimits) {
            this.rateLimits = Objects.requireNonNull(rateLimits, "rateLimits");
            return this;
        }

        /** Disables the rate limits. Responses still have the rate limit headers, with a limit of {@link Integer#MAX_VALUE}. */
        public Builder unlimited() {
            this.rateLimits = null;
            return this;
        }

        /**
         * Sets the number of requests that {@link InboxSandbox#requests()} keeps. Default: 10,000.
         *
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder keptRequests(int keptRequests) {
            if (keptRequests < 1) {
                throw new IllegalArgumentException("keptRequests must be at least 1, but was " + keptRequests);
            }
            this.keptRequests = keptRequests;
            return this;
        }

        /**
         * Adds a webhook. Each event is posted to its URL, in order, with the signature of the service:
         * {@code X-Inbox-Signature: t=..,v1=..}, where {@code v1} is the HMAC-SHA256 of {@code t}, a dot and the body. Can be called for
         * several URLs. If the response is not 2xx, or none arrives within 10 s, the delivery is retried ({@link #webhookRetries}) before
         * the next event is posted. Redirects are not followed.
         *
         * @param secret the secret of the endpoint, such as {@code ibt_wh_...}
         * @throws IllegalArgumentException if the URL is not an http or https URL, or the secret is empty
         */
        public Builder webhook(URI url, String secret) {
            this.webhooks.put(checked(url), checked(secret));
            return this;
        }

        private static URI checked(URI url) {
            String scheme = Objects.requireNonNull(url, "url").getScheme();
            if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                throw new IllegalArgumentException("url of a webhook must be an http or https URL, but was " + url);
            }
            return url;
        }

        private static String checked(String secret) {
            if (Objects.requireNonNull(secret, "secret").isEmpty()) {
                throw new IllegalArgumentException("secret of a webhook must not be empty");
            }
            return secret;
        }

        /**
         * Sets the delays before the retries of a failed webhook delivery, one for each retry. Default: 1 s and 5 s, which makes three
         * attempts. Without any delay there is one attempt. After the last attempt, the event is dropped and the next one is posted.
         */
        public Builder webhookRetries(Duration... delays) {
            this.webhookRetries = List.of(delays);
            return this;
        }

        /** Sets the time within which a request's body must arrive, in real time. Default: 5 s. */
        Builder bodyTimeout(Duration bodyTimeout) {
            this.bodyTimeout = bodyTimeout;
            return this;
        }

        /**
         * Starts a sandbox. It accepts requests when this method returns, and keeps the JVM alive until it is closed.
         *
         * @throws IllegalArgumentException if other machines can reach the host and the token is the default one
         * @throws UncheckedIOException if the sandbox cannot listen on the host and port, for instance because the port is in use
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
            IncomingRequest.BodyReading bodies = new IncomingRequest.BodyReading(executor, bodyTimeout);
            server.createContext("/", new PageHandler(service, allowed, bodies, new ApiHandler(service, faults)));
            server.start();
            String urlHost = address.isAnyLocalAddress() ? LOOPBACK : host;
            return new InboxSandbox(server, urlHost, executor, service, faults, deliveries);
        }

        private InetAddress address() {
            InetAddress address;
            try {
                address = InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw new UncheckedIOException("cannot listen on " + host + ": there is no such host", e);
            }
            if (!address.isLoopbackAddress() && token.equals(DEFAULT_TOKEN)) {
                throw new IllegalArgumentException("other machines can reach the host " + host
                        + ": set a token other than the default " + DEFAULT_TOKEN);
            }
            return address;
        }
    }
}
