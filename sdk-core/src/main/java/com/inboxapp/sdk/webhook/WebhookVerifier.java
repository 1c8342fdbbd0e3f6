package com.inboxapp.sdk.webhook;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.InboxModels;
import com.inboxapp.sdk.runtime.JsonDocument;
import com.inboxapp.sdk.runtime.NameSet;
import com.inboxapp.sdk.webhook.WebhookException.Reason;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an endpoint received into an event, after making sure that the service sent it, and not long ago.
 *
 * <pre>{@code
 * WebhookVerifier webhooks = WebhookVerifier.builder().secret(secret).build();
 * Event event = webhooks.verify(rawBody, header);
 * }</pre>
 *
 * <p>What is signed are the bytes of the body as they came. JSON that was read and written again, or text that was decoded and encoded again,
 * is other bytes, and its signature is wrong.
 *
 * <p>Three things remain for the receiver. Deliveries repeat, within the tolerance also when someone recorded one: leave out an
 * {@link Event#id()} that was seen before. A gap in {@link Event#seq()} is a delivery that did not come: list the events after the last
 * one. And {@code message.created} stands for the team's own messages too: whoever answers automatically has to leave out those whose author
 * is the account link.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class WebhookVerifier {
    /** The header that holds the signature. */
    public static final String SIGNATURE_HEADER = "X-Inbox-Signature";
    /** How far the time of a signature may be off, in both directions, as the API's documentation of webhooks says: 300 seconds. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

    private static final Duration LEAST_TOLERANCE = Duration.ofSeconds(1);
    private static final Duration MOST_TOLERANCE = Duration.ofDays(1);
    /** The name set makes no difference: it is for writing. */
    private static final JsonAdapter<Event> EVENTS =
            new Moshi.Builder().add(new InboxModels(NameSet.GUIDE)).build().adapter(Event.class);

    private final List<WebhookSecret> secrets;
    private final Duration tolerance;
    private final InstantSource clock;

    private WebhookVerifier(Builder builder) {
        this.secrets = List.copyOf(builder.secrets);
        this.tolerance = builder.tolerance;
        this.clock = builder.clock;
    }

    /**
     * Starts a verifier's configuration.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the event of a delivery. Types of events that this SDK does not know are kept as they are.
     *
     * @param rawBody the bytes of the body, exactly as they came
     * @param signatureHeader the value of {@link #SIGNATURE_HEADER}, several values joined by commas, each of which must
     *     be right for its own time; null if the delivery has none
     * @return the event
     * @throws WebhookException if the signature is missing, malformed or wrong, if its time is off by more than the tolerance, or if the body
     *     is no event
     */
    public Event verify(byte[] rawBody, @Nullable String signatureHeader) {
        verifySignature(rawBody, signatureHeader);
        return read(rawBody);
    }

    /**
     * Checks the signature of a delivery and its time as {@link #verify} does, and does not look into the body.
     *
     * @param rawBody the bytes of the body, exactly as they came
     * @param signatureHeader the value of {@link #SIGNATURE_HEADER}, several values joined by commas, each of which must
     *     be right for its own time; null if the delivery has none
     * @throws WebhookException if the signature is missing, malformed or wrong, or if its time is off by more than the tolerance
     */
    public void verifySignature(byte[] rawBody, @Nullable String signatureHeader) {
        Objects.requireNonNull(rawBody, "rawBody");
        SignatureHeader header = SignatureHeader.parse(signatureHeader);
        // the signature comes first: the other way round, anybody could probe this clock and its tolerance without a
        // secret, and TOO_OLD
        // in a log could be anybody's; so it is a real delivery, late or recorded and sent again
        if (!header.isSigned(timestamp -> signatures(timestamp, rawBody))) {
            throw new WebhookException(
                    Reason.WRONG_SIGNATURE,
                    "no signature matches: is it this endpoint's secret, and are these the raw bytes of the body, not JSON or text that was "
                            + "decoded and written again?");
        }
        Instant now = clock.instant();
        header.timestamps().forEach(timestamp -> checkAge(now, Long.parseLong(timestamp)));
    }

    private void checkAge(Instant now, long seconds) {
        Duration age = Duration.ofSeconds(now.getEpochSecond() - seconds, now.getNano());
        if (age.compareTo(tolerance) > 0) {
            throw new WebhookException(
                    Reason.TOO_OLD,
                    "the signature was made " + age + " ago, and " + tolerance
                            + " are allowed: is this machine's clock right? If so, it came late, or someone sends a recorded delivery");
        }
        if (age.negated().compareTo(tolerance) > 0) {
            throw new WebhookException(
                    Reason.TOO_NEW,
                    "the signature's time is " + age.negated() + " ahead, and " + tolerance
                            + " are allowed: is this machine's clock right?");
        }
    }

    /** Compares with all, in constant time each, so that the time taken does not tell which secret it was. */
    private Predicate<byte[]> signatures(String timestamp, byte[] rawBody) {
        List<byte[]> expected =
                secrets.stream().map(secret -> secret.sign(timestamp, rawBody)).toList();
        return signature -> {
            boolean right = false;
            for (byte[] one : expected) {
                right |= MessageDigest.isEqual(one, signature);
            }
            return right;
        };
    }

    private static Event read(byte[] rawBody) {
        try {
            Event event = JsonDocument.read(EVENTS, new Buffer().write(rawBody), () -> false);
            if (event != null) {
                return event;
            }
        } catch (JsonDataException e) {
            String message = String.valueOf(e.getMessage());
            // those of our own adapters begin with the path and show no value; those of Moshi may show what a customer
            // wrote
            throw notAnEvent(
                    message.startsWith("$") || message.startsWith(JsonDocument.SOMETHING_BEHIND)
                            ? message
                            : "something else is expected" + path(message));
        } catch (IOException e) {
            throw notAnEvent("no well-formed JSON" + path(String.valueOf(e.getMessage())));
        }
        throw notAnEvent("it is null");
    }

    private static String path(String message) {
        int path = message.lastIndexOf(" at path ");
        return path < 0 ? "" : message.substring(path);
    }

    /** Without a cause, whose message may show what is in the body. */
    private static WebhookException notAnEvent(String why) {
        return new WebhookException(
                Reason.NOT_AN_EVENT,
                "the signature is right, but the body is no event (" + why + "): is this SDK too old?");
    }

    /** Names the tolerance, and never a secret. */
    @Override
    public String toString() {
        return "WebhookVerifier[tolerance " + tolerance + "]";
    }

    /** Configures a {@link WebhookVerifier}. Not safe for use by several threads. */
    public static final class Builder {
        private final List<WebhookSecret> secrets = new ArrayList<>();
        private Duration tolerance = DEFAULT_TOLERANCE;
        private InstantSource clock = Clock.systemUTC();

        private Builder() {}

        /**
         * Adds a secret. One is required; while a secret is being replaced, add the old one and the new one, and either will do.
         *
         * @param secret the endpoint's secret, as the Inbox dashboard shows it: {@code ibt_wh_...}
         * @return this builder
         * @throws IllegalArgumentException if it is null or empty, or holds anything but visible ASCII
         */
        public Builder secret(String secret) {
            secrets.add(WebhookSecret.of(secret));
            return this;
        }

        /**
         * Sets how far the time of a signature may be off, in both directions. The default is {@link #DEFAULT_TOLERANCE}. The longer it is,
         * the longer can a recorded delivery be sent again.
         *
         * @param tolerance from 1 second, the unit of a signature's time, to 1 day
         * @return this builder
         * @throws IllegalArgumentException if it is shorter or longer
         */
        public Builder tolerance(Duration tolerance) {
            if (Objects.requireNonNull(tolerance, "tolerance").compareTo(LEAST_TOLERANCE) < 0
                    || tolerance.compareTo(MOST_TOLERANCE) > 0) {
                throw new IllegalArgumentException("tolerance must be from 1 second to 1 day, but is " + tolerance);
            }
            this.tolerance = tolerance;
            return this;
        }

        /**
         * Sets what says the time, for tests. The default is the system's clock.
         *
         * @param clock for instance a fixed {@link Clock}
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Makes the verifier.
         *
         * @return a new verifier
         * @throws IllegalArgumentException if there is no secret
         */
        public WebhookVerifier build() {
            if (secrets.isEmpty()) {
                throw new IllegalArgumentException("secret is required: the Inbox dashboard shows the endpoint's");
            }
            return new WebhookVerifier(this);
        }
    }
}
