package com.inboxapp.sdk.ratelimit;

import com.inboxapp.sdk.internal.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory rate limiter. Each request holds its place until it has certainly left the server's window, so that the client's own
 * requests never exceed a limit.
 */
final class SlidingWindowLimiter implements RateLimiter {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** The server's times are in whole seconds, rounded up. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);
    /** How soon to ask again while the first responses are pending. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(1);

    /** The number of consecutive responses that must state a different hourly or daily limit before it is adopted. */
    private static final int STATEMENTS_TO_ADOPT = 3;

    private record Grant(
            long moment, int underWayBefore, @Nullable SlidingWindow sends, long sendMoment, int sendsUnderWayBefore) {}

    private final InstantSource wallClock;
    private final MonotonicClock clock;
    private final boolean unlimited;
    private final int sendsPerMinute;
    private final RequestLog log = new RequestLog(DAY.toNanos());
    /** The windows of the team's limits, shortest first. */
    private final List<SlidingWindow> team;

    private final Map<String, SlidingWindow> sends = new TreeMap<>();
    private final Map<String, Grant> grants = new HashMap<>();
    private boolean answered;
    /** The last stated limit that no window is known by, and in how many consecutive responses it was stated. */
    private long unknownLimit;

    private int unknownStatements;

    SlidingWindowLimiter(RateLimitOptions options, InstantSource wallClock, LongSupplier nanoTime) {
        this.wallClock = wallClock;
        this.clock = new MonotonicClock(nanoTime);
        this.unlimited = options.isUnlimited();
        this.sendsPerMinute = options.sendsPerMinutePerAccount();
        this.team = unlimited
                ? List.of()
                : List.of(
                        new SlidingWindow("requests a minute", null, log, MINUTE, options.perMinute()),
                        new SlidingWindow("requests an hour", null, log, Duration.ofHours(1), options.perHour()),
                        new SlidingWindow("requests a day", null, log, DAY, options.perDay()));
    }

    @Override
    public synchronized CompletionStage<Decision> tryAcquire(RateLimitedRequest request) {
        if (unlimited) {
            return CompletableFuture.completedFuture(Decision.now());
        }
        long now = clock.now();
        long wait = 0;
        for (SlidingWindow window : team) {
            wait = Math.max(wait, window.untilPermit(now));
            // use half of the limit until the server has reported what other clients use
            if (!answered && log.underWay() >= (window.limit() + 1) / 2) {
                wait = Math.max(wait, FIRST_ANSWER.toNanos());
            }
        }
        SlidingWindow account = sends(request);
        long accountWait = account == null ? 0 : account.untilPermit(now);
        if (wait > 0 || accountWait > 0) {
            return CompletableFuture.completedFuture(
                    new Decision(Duration.ofNanos(wait > 0 ? wait : accountWait), wait > 0));
        }
        grants.put(
                request.id(),
                new Grant(
                        log.grant(now),
                        log.underWay() - 1,
                        account,
                        account == null ? 0 : account.log().grant(now),
                        account == null ? 0 : account.log().underWay() - 1));
        team.forEach(window -> window.granted(now));
        if (account != null) {
            account.granted(now);
            sends.put(Objects.requireNonNull(request.accountLinkId()), account);
        }
        return CompletableFuture.completedFuture(Decision.now());
    }

    /**
     * Returns the send window of the request's account link, which is stored once a send is granted; null if no send limit applies to the
     * request.
     */
    private @Nullable SlidingWindow sends(RateLimitedRequest request) {
        String account = request.accountLinkId();
        if (unlimited || !request.sends() || account == null) {
            return null;
        }
        SlidingWindow known = sends.get(account);
        return known != null
                ? known
                : new SlidingWindow(
                        "sends a minute", account, new RequestLog(MINUTE.toNanos()), MINUTE, sendsPerMinute);
    }

    @Override
    public synchronized void onResponse(
            RateLimitedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        Grant grant = grants.remove(request.id());
        if (grant == null) {
            return;
        }
        long now = clock.now();
        answered = true;
        if (status == 429) {
            // the request was not processed, so the server does not count it
            undo(grant);
        } else {
            log.end(grant.moment, now);
            if (grant.sends != null) {
                grant.sends.log().end(grant.sendMoment, now);
            }
        }
        SlidingWindow identified = figures == null ? null : learn(grant, status, figures, now);
        if (status == 429) {
            refuse(grant, identified, figures, retryAfter, now);
        } else if (status != 0) {
            team.forEach(window -> window.accepted(now));
            if (grant.sends != null) {
                grant.sends.accepted(now);
            }
        }
    }

    @Override
    public synchronized void release(RateLimitedRequest request) {
        Grant grant = grants.remove(request.id());
        if (grant != null) {
            undo(grant);
        }
    }

    private void undo(Grant grant) {
        log.undo(grant.moment);
        if (grant.sends != null) {
            grant.sends.log().undo(grant.sendMoment);
        }
    }

    /**
     * Finds the window that the figures refer to and updates it. Servers do not state which window their figures are about, and some send
     * nonsense.
     *
     * @return the window that the figures must refer to, or null
     */
    private @Nullable SlidingWindow learn(Grant grant, int status, RateLimit figures, long now) {
        long used = figures.limit() - figures.remaining();
        if (figures.limit() < 1 || figures.remaining() < 0 || used < 0) {
            return null;
        }
        SlidingWindow account = grant.sends;
        boolean ofTeam = isOfTeam(figures);
        if (account != null && account.isKnownAs(figures.limit())) {
            return ofTeam ? null : learn(account, grant.sendMoment, grant.sendsUnderWayBefore, figures, status, now);
        }
        if (account != null && !ofTeam) {
            // an unknown limit may be the team's or the account link's; a rejected send decides, if the limit is lower
            return status == 429 && figures.limit() < account.limit()
                    ? learn(account, grant.sendMoment, grant.sendsUnderWayBefore, figures, status, now)
                    : null;
        }
        unknownStatements = figures.limit() == unknownLimit ? unknownStatements + 1 : 1;
        unknownLimit = ofTeam ? 0 : figures.limit();
        boolean again = unknownStatements >= STATEMENTS_TO_ADOPT;
        // choose the window that needs the fewest requests of other clients to explain the count; do not adopt an
        // hourly or daily limit because of one response, nor because of two that agree by chance
        return (ofTeam ? known(figures) : possible(figures, again || status == 429))
                .filter(window -> ofTeam || unexplained(window, grant, used, now) >= -1)
                .min(Comparator.comparingLong(window -> Math.max(0, unexplained(window, grant, used, now))))
                .filter(window -> ofTeam || again || window == team.get(0))
                .map(window -> learn(window, grant.moment, grant.underWayBefore, figures, status, now))
                .orElse(null);
    }

    private Stream<SlidingWindow> known(RateLimit figures) {
        return team.stream().filter(window -> window.isKnownAs(figures.limit()));
    }

    /**
     * Returns the windows that are long enough for the reset time. If there is none and the figures are plausible, returns the shortest:
     * the clocks may differ by any amount.
     */
    private Stream<SlidingWindow> possible(RateLimit figures, boolean believable) {
        Duration left = timeUntil(figures.reset());
        List<SlidingWindow> possible = team.stream()
                .filter(window -> keepsOrder(window, figures)
                        && left.compareTo(Duration.ofNanos(window.length()).plus(ROUNDING)) <= 0)
                .toList();
        return possible.isEmpty() && believable
                ? team.stream().limit(1).filter(window -> keepsOrder(window, figures))
                : possible.stream();
    }

    /** Returns whether each longer window would still allow at least as many requests as each shorter one. */
    private boolean keepsOrder(SlidingWindow window, RateLimit figures) {
        int index = team.indexOf(window);
        return (index == 0 || team.get(index - 1).maxKnown() <= figures.limit())
                && (index == team.size() - 1
                        || figures.limit() <= team.get(index + 1).limit());
    }

    private SlidingWindow learn(
            SlidingWindow window, long grant, int underWayBefore, RateLimit figures, int status, long now) {
        window.adopt(figures.limit(), grant, now);
        // if nothing remains although there should be room, trust the server's reset time
        if (figures.remaining() == 0 && status != 429 && window.hasRoom(now)) {
            window.block(now + clamp(timeUntil(figures.reset()), Duration.ofNanos(window.length())));
        }
        if (status != 429) {
            window.measure(figures.limit() - figures.remaining(), grant, underWayBefore, now);
        }
        return window;
    }

    private static long unexplained(SlidingWindow window, Grant grant, long used, long now) {
        return window.unexplained(used, grant.moment, grant.underWayBefore, now);
    }

    private boolean isOfTeam(RateLimit figures) {
        return known(figures).findAny().isPresent();
    }

    private void refuse(
            Grant grant,
            @Nullable SlidingWindow identified,
            @Nullable RateLimit figures,
            @Nullable Duration retryAfter,
            long now) {
        SlidingWindow account = grant.sends;
        long until = now + requestedWait(identified, figures, retryAfter);
        if (account != null && (identified == account || figures == null || !isOfTeam(figures))) {
            account.block(until);
            account.refuse(grant.sendMoment, now);
        } else {
            team.forEach(window -> window.block(until));
            // if the wrong window is chosen, it blocks no call for longer than the shortest window lasts
            (identified == null ? team.get(0) : identified).refuse(grant.moment, now);
        }
    }

    private long requestedWait(
            @Nullable SlidingWindow identified, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        Duration max =
                identified == null ? DAY : Duration.ofNanos(identified.length()).plus(ROUNDING);
        if (retryAfter != null) {
            // no window is longer than a day, so a longer hint is meaningless
            return clamp(retryAfter, retryAfter.compareTo(DAY) > 0 ? MINUTE : max);
        }
        // the clocks may differ by any amount, so trust the reset time for a minute at most
        return figures == null ? 0 : clamp(timeUntil(figures.reset()), MINUTE);
    }

    private Duration timeUntil(Instant moment) {
        try {
            return Duration.between(wallClock.instant(), moment);
        } catch (Throwable e) {
            // a custom clock failed
            return Duration.ZERO;
        }
    }

    private static long clamp(Duration wait, Duration max) {
        if (wait.isNegative()) {
            return 0;
        }
        return wait.compareTo(max) > 0 ? max.toNanos() : wait.toNanos();
    }

    @Override
    public synchronized Duration untilFree(RateLimitedRequest request, int ahead, int aheadInAccount) {
        long now = clock.now();
        long wait = 0;
        for (SlidingWindow window : team) {
            wait = Math.max(wait, window.untilFree(now, ahead));
        }
        SlidingWindow account = sends(request);
        return Duration.ofNanos(account == null ? wait : Math.max(wait, account.untilFree(now, aheadInAccount)));
    }

    @Override
    public synchronized List<RateLimitStatus> rateLimits() {
        long now = clock.now();
        List<RateLimitStatus> limits = new ArrayList<>();
        team.forEach(window -> limits.add(window.state(now)));
        sends.values().forEach(window -> limits.add(window.state(now)));
        return List.copyOf(limits);
    }
}
