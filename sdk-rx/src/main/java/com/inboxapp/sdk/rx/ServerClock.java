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

/** The server's clock, by the dates of its answers. As long as they allow that it shows what the own one does, it is taken to. */
final class ServerClock {
    /** An HTTP date has no fraction of a second. */
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    private static final Duration A_DAY = Duration.ofDays(1);

    private final InboxScheduler time;
    private volatile Duration ahead = Duration.ZERO;

    ServerClock(InboxScheduler time) {
        this.time = time;
    }

    /** The answer to a call, whose date is looked at. */
    <T> Single<T> dated(Supplier<CompletableFuture<InboxResponse<T>>> call) {
        return Single.defer(() -> {
            Instant asked = time.now();
            return Futures.maybe(call).toSingle().map(answer -> {
                Instant date = date(answer.headers());
                if (date != null) {
                    compare(asked, date);
                }
                return answer.body();
            });
        });
    }

    private void compare(Instant asked, Instant date) {
        Duration least = Duration.between(time.now(), date);
        Duration most = Duration.between(asked, date.plus(RESOLUTION));
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

    /** What is later than this is no time at which anything can have happened, whatever the server's clock shows. */
    Instant latest() {
        return now().plus(A_DAY);
    }

    /** Where nothing has happened since, what is not earlier than this comes after a time, whatever the server's clock shows. */
    static Instant longBefore(Instant time) {
        return time.minus(A_DAY);
    }
}
