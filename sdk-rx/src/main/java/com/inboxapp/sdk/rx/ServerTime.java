package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxResponse;
import com.inboxapp.sdk.InboxScheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's clock, estimated from the {@code Date} headers of its responses. It equals the local clock as long as
 * the headers are consistent with that.
 */
final class ServerTime {
    /** An HTTP date has no fraction of a second. */
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    private static final Duration ONE_DAY = Duration.ofDays(1);

    private final InboxScheduler time;
    private volatile Duration ahead = Duration.ZERO;

    ServerTime(InboxScheduler time) {
        this.time = time;
    }

    /** Returns the body of the response to a call, and adjusts the clock by its date. */
    <T> Single<T> dated(Supplier<CompletableFuture<InboxResponse<T>>> call) {
        return Single.defer(() -> {
            Instant sentAt = time.now();
            return Futures.maybe(call).toSingle().map(answer -> {
                Instant date = date(answer.headers());
                if (date != null) {
                    compare(sentAt, date);
                }
                return answer.body();
            });
        });
    }

    private void compare(Instant sentAt, Instant date) {
        Duration least = Duration.between(time.now(), date);
        Duration most = Duration.between(sentAt, date.plus(RESOLUTION));
        boolean mayAgree = least.compareTo(Duration.ZERO) <= 0 && most.compareTo(Duration.ZERO) >= 0;
        ahead = mayAgree ? Duration.ZERO : least;
    }

    private static @Nullable Instant date(Map<String, List<String>> headers) {
        List<String> dates = headers.getOrDefault("date", List.of());
        return dates.isEmpty() ? null : parsed(dates.get(0));
    }

    private static @Nullable Instant parsed(String date) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeException e) {
            return null;
        }
    }

    Instant now() {
        return time.now().plus(ahead);
    }

    /**
     * Returns the latest plausible time of an event, a day from now: times after it are wrong, whatever the server's
     * clock shows.
     */
    Instant latest() {
        return now().plus(ONE_DAY);
    }

    /**
     * Returns a time a day earlier: if nothing has happened since, anything not earlier than the result comes after the
     * time, whatever the server's clock shows.
     */
    static Instant longBefore(Instant time) {
        return time.minus(ONE_DAY);
    }
}
