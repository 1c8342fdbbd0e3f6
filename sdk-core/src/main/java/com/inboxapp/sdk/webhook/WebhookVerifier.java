package com.inboxapp.sdk.webhook;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.InboxModels;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.runtime.JsonDocument;
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
 * Verifies the signature and the timestamp of a webhook delivery, and decodes its event.
 *
 * <pre>{@code
 * WebhookVerifier webhooks = WebhookVerifier.builder().secret(secret).build();
 * Event event = webhooks.verify(rawBody, header);
 * }</pre>
 *
 * <p>The signature is over the raw bytes of the body. If you parse JSON and serialize it again, or decode text and encode it again, the
 * bytes change, and the signature does not match.
 *
 * <p>The receiver has to handle three cases:
 *
 * <ul>
 *   <li>Duplicate deliveries. The service may send a delivery more than once, and an attacker may replay a recorded one within the
 *       tolerance. Ignore an {@link Event#id()} that you have processed before.
 *   <li>Missing deliveries. A gap in {@link Event#seq()} is a delivery that did not arrive: list the events after the last one you have.
 *   <li>The team's own messages. {@code message.created} is sent for them too: if you reply automatically, ignore messages whose author is
 *       the account link.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class WebhookVerifier {
    /** The name of the header with the signature. */
    public static final String SIGNATURE_HEADER = "X-Inbox-Signature";
    /** The default tolerance for the timestamp of a signature, in the past and in the future: 300 seconds, as the API documents. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

    private static final Duration MIN_TOLERANCE = Duration.ofSeconds(1);
    private static final Duration MAX_TOLERANCE = Duration.ofDays(1);
    /** The name set is irrelevant, since events are only decoded. */
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
     * Returns a builder for a verifier.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Verifies a delivery and decodes its event. Unknown event types are preserved.
     *
     * @param rawBody the bytes of the body, exactly as received
     * @param signatureHeader the value of {@link #SIGNATURE_HEADER}, or null if the delivery has none. If there are several values, join
     *     them with commas; each must be valid for its own timestamp
     * @return the event
     * @throws WebhookException if the signature is missing, malformed or wrong, if its timestamp is outside the tolerance, or if the body
     *     is not an event
     */
    public Event verify(byte[] rawBody, @Nullable String signatureHeader) {
        verifySignature(rawBody, signatureHeader);
        return read(rawBody);
    }

    /**
     * Verifies the signature and the timestamp of a delivery like {@link #verify}, without decoding the body.
     *
     * @param rawBody the bytes of the body, exactly as received
     * @param signatureHeader the value of {@link #SIGNATURE_HEADER}, or null if the delivery has none. If there are several values, join
     *     them with commas; each must be valid for its own timestamp
     * @throws WebhookException if the signature is missing, malformed or wrong, or if its timestamp is outside the tolerance
     */
    public void verifySignature(byte[] rawBody, @Nullable String signatureHeader) {
        Objects.requireNonNull(rawBody, "rawBody");
        SignatureHeader header = SignatureHeader.parse(signatureHeader);
        // check the signature before the timestamp: otherwise anyone could probe the clock and the tolerance without a
        // secret. So TIMESTAMP_TOO_OLD always is a real delivery, which is late or replayed
        if (!header.isValid(timestamp -> signatures(timestamp, rawBody))) {
            throw new WebhookException(
                    Reason.WRONG_SIGNATURE,
                    "no signature matches: check that this is the endpoint's secret, and that these are the raw bytes of the body, "
                            + "not JSON or text that was decoded and encoded again");
        }
        Instant now = clock.instant();
        header.timestamps().forEach(timestamp -> checkAge(now, Long.parseLong(timestamp)));
    }

    private void checkAge(Instant now, long seconds) {
        Duration age = Duration.ofSeconds(now.getEpochSecond() - seconds, now.getNano());
        if (age.compareTo(tolerance) > 0) {
            throw new WebhookException(
                    Reason.TIMESTAMP_TOO_OLD,
                    "the signature's timestamp is " + age + " in the past, but at most " + tolerance
                            + " is allowed: check this machine's clock. If it is right, the delivery is late or replayed");
        }
        if (age.negated().compareTo(tolerance) > 0) {
            throw new WebhookException(
                    Reason.TIMESTAMP_IN_FUTURE,
                    "the signature's timestamp is " + age.negated() + " in the future, but at most " + tolerance
                            + " is allowed: check this machine's clock");
        }
    }

    /**
     * Returns the check of a signature. Compares with all secrets in constant time, so that the duration does not reveal which one matches.
     */
    private Predicate<byte[]> signatures(String timestamp, byte[] rawBody) {
        List<byte[]> expected =
                secrets.stream().map(secret -> secret.sign(timestamp, rawBody)).toList();
        return signature -> {
            boolean matches = false;
            for (byte[] one : expected) {
                matches |= MessageDigest.isEqual(one, signature);
            }
            return matches;
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
            // messages of the SDK's own adapters start with the path and contain no value; those of Moshi may contain
            // private text
            throw notAnEvent(
                    message.startsWith("$") || message.startsWith(JsonDocument.SOMETHING_BEHIND)
                            ? message
                            : "unexpected value" + path(message));
        } catch (IOException e) {
            throw notAnEvent("malformed JSON" + path(String.valueOf(e.getMessage())));
        }
        throw notAnEvent("JSON null");
    }

    private static String path(String message) {
        int path = message.lastIndexOf(" at path ");
        return path < 0 ? "" : message.substring(path);
    }

    /** Returns the exception without a cause, since the message of the cause may contain a part of the body. */
    private static WebhookException notAnEvent(String why) {
        return new WebhookException(
                Reason.NOT_AN_EVENT,
                "the signature is valid, but the body is not an event (" + why
                        + "): check whether a newer version of the SDK exists");
    }

    /** Returns the tolerance, never a secret. */
    @Override
    public String toString() {
        return "WebhookVerifier[tolerance " + tolerance + "]";
    }

    /** Builder for {@link WebhookVerifier}. Not thread-safe. */
    public static final class Builder {
        private final List<WebhookSecret> secrets = new ArrayList<>();
        private Duration tolerance = DEFAULT_TOLERANCE;
        private InstantSource clock = Clock.systemUTC();

        private Builder() {}

        /**
         * Adds a secret. At least one is required. To rotate a secret, add the old and the new one: a signature with either of them is
         * valid.
         *
         * @param secret the secret of the endpoint, as shown in the Inbox dashboard: {@code ibt_wh_...}
         * @return this builder
         * @throws NullPointerException if the secret is null
         * @throws IllegalArgumentException if the secret is empty, or contains anything but visible ASCII
         */
        public Builder secret(String secret) {
            secrets.add(WebhookSecret.of(secret));
            return this;
        }

        /**
         * Sets how far the timestamp of a signature may be in the past or in the future. The default is {@link #DEFAULT_TOLERANCE}. A
         * longer tolerance widens the window for replay attacks.
         *
         * @param tolerance from 1 second, the unit of the timestamp, to 1 day
         * @return this builder
         * @throws IllegalArgumentException if the tolerance is shorter or longer
         */
        public Builder tolerance(Duration tolerance) {
            if (Objects.requireNonNull(tolerance, "tolerance").compareTo(MIN_TOLERANCE) < 0
                    || tolerance.compareTo(MAX_TOLERANCE) > 0) {
                throw new IllegalArgumentException(
                        "tolerance must be between 1 second and 1 day, but was " + tolerance);
            }
            this.tolerance = tolerance;
            return this;
        }

        /**
         * Sets the clock, for tests. The default is the system clock.
         *
         * @param clock the clock, for instance a fixed {@link Clock}
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds the verifier.
         *
         * @return a new verifier
         * @throws IllegalArgumentException if no secret was added
         */
        public WebhookVerifier build() {
            if (secrets.isEmpty()) {
                throw new IllegalArgumentException(
                        "secret is required: set the one that the Inbox dashboard shows for the endpoint");
            }
            return new WebhookVerifier(this);
        }
    }
}
