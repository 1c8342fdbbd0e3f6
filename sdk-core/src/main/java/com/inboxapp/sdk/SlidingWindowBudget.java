package com.inboxapp.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts in memory. Every request holds its place until it has left the server's window for sure, so that our own requests never exceed it. */
final class SlidingWindowBudget implements RateBudget {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** The server's times are whole seconds, rounded up. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);
    /** How soon to ask again while the first answers are on their way. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(1);

    private record Grant(
            long moment, int underWayBefore, @Nullable SlidingWindow sends, long sendMoment, int sendsUnderWayBefore) {}

    private final InboxScheduler scheduler;
    private final long origin;
    private final boolean unpaced;
    private final int sendsPerMinute;
    private final RequestLog log = new RequestLog(DAY.toNanos());
    /** From the shortest on. */
    private final List<SlidingWindow> team;

    private final Map<String, SlidingWindow> sends = new TreeMap<>();
    private final Map<String, Grant> grants = new HashMap<>();
    private boolean answered;

    SlidingWindowBudget(PacingOptions options, InboxScheduler scheduler) {
        this.scheduler = scheduler;
        this.origin = scheduler.nanoTime();
        this.unpaced = options.isUnpaced();
        this.sendsPerMinute = options.sendsPerMinutePerAccount();
        this.team = unpaced
                ? List.of()
                : List.of(
                        new SlidingWindow("requests a minute", null, log, MINUTE, options.perMinute()),
                        new SlidingWindow("requests an hour", null, log, Duration.ofHours(1), options.perHour()),
                        new SlidingWindow("requests a day", null, log, DAY, options.perDay()));
    }

    @Override
    public synchronized CompletionStage<Admission> take(PacedRequest request) {
        if (unpaced) {
            return CompletableFuture.completedFuture(Admission.now());
        }
        long now = now();
        long wait = 0;
        for (SlidingWindow window : team) {
            wait = Math.max(wait, window.untilTurn(now));
            // until the server has said what others use, half is enough
            if (!answered && log.underWay() >= (window.limit() + 1) / 2) {
                wait = Math.max(wait, FIRST_ANSWER.toNanos());
            }
        }
        SlidingWindow account = sends(request);
        long accountWait = account == null ? 0 : account.untilTurn(now);
        if (wait > 0 || accountWait > 0) {
            return CompletableFuture.completedFuture(
                    new Admission(Duration.ofNanos(wait > 0 ? wait : accountWait), wait > 0));
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
        return CompletableFuture.completedFuture(Admission.now());
    }

    /** Of the request's account link, kept once there is a send; null if no such limit concerns the request. */
    private @Nullable SlidingWindow sends(PacedRequest request) {
        String account = request.accountLinkId();
        if (unpaced || !request.sends() || account == null) {
            return null;
        }
        SlidingWindow known = sends.get(account);
        return known != null
                ? known
                : new SlidingWindow(
                        "sends a minute", account, new RequestLog(MINUTE.toNanos()), MINUTE, sendsPerMinute);
    }

    @Override
    public synchronized void answered(
            PacedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        Grant grant = grants.remove(request.id());
        if (grant == null) {
            return;
        }
        long now = now();
        answered = true;
        if (status == 429) {
            // it was not processed, and so is not counted
            undo(grant);
        } else {
            log.end(now);
            if (grant.sends != null) {
                grant.sends.log().end(now);
            }
        }
        if (figures != null) {
            learn(grant, status, figures, now);
        }
        if (status == 429) {
            block(grant, figures, retryAfter, now);
        }
    }

    @Override
    public synchronized void unused(PacedRequest request) {
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

    /** Servers do not say which of their windows they speak of, and some speak nonsense. */
    private void learn(Grant grant, int status, RateLimit figures, long now) {
        long used = figures.limit() - figures.remaining();
        if (figures.limit() < 1 || figures.remaining() < 0 || used < 0) {
            return;
        }
        SlidingWindow account = grant.sends;
        boolean ofTeam = isOfTeam(figures);
        if (account != null && account.isKnownAs(figures.limit())) {
            if (!ofTeam) {
                account.adopt(figures.limit());
                account.measure(used, grant.sendMoment, grant.sendsUnderWayBefore, now);
            }
        } else if (account != null && !ofTeam) {
            // an unknown limit: of the team or of the account link? A refused send tells, if the limit is a lower one
            if (status == 429 && figures.limit() < account.limit()) {
                account.adopt(figures.limit());
            }
        } else {
            Stream<SlidingWindow> possible = team.stream()
                    .filter(window -> ofTeam ? window.isKnownAs(figures.limit()) : mayBecome(window, figures));
            // the one that needs the fewest others to explain the count
            possible.filter(window -> ofTeam || unexplained(window, grant, used, now) >= -1)
                    .min(Comparator.comparingLong(window -> Math.max(0, unexplained(window, grant, used, now))))
                    .ifPresent(window -> {
                        window.adopt(figures.limit());
                        window.measure(used, grant.moment, grant.underWayBefore, now);
                    });
        }
    }

    private static long unexplained(SlidingWindow window, Grant grant, long used, long now) {
        return window.unexplained(used, grant.moment, grant.underWayBefore, now);
    }

    private boolean isOfTeam(RateLimit figures) {
        return team.stream().anyMatch(window -> window.isKnownAs(figures.limit()));
    }

    /** Whether the window is long enough for its reset, and a longer window would still allow no less than a shorter one. */
    private boolean mayBecome(SlidingWindow window, RateLimit figures) {
        Duration left = Duration.between(scheduler.now(), figures.reset());
        int index = team.indexOf(window);
        return left.compareTo(Duration.ofNanos(window.length()).plus(ROUNDING)) <= 0
                && (index == 0 || team.get(index - 1).limit() <= figures.limit())
                && (index == team.size() - 1
                        || figures.limit() <= team.get(index + 1).limit());
    }

    private void block(Grant grant, @Nullable RateLimit figures, @Nullable Duration retryAfter, long now) {
        long until = now + askedToWait(figures, retryAfter);
        SlidingWindow account = grant.sends;
        if (account != null && (figures == null || account.isKnownAs(figures.limit()) || !isOfTeam(figures))) {
            account.block(until);
        } else {
            team.forEach(window -> window.block(until));
        }
    }

    private long askedToWait(@Nullable RateLimit figures, @Nullable Duration retryAfter) {
        if (retryAfter != null) {
            // no window is longer than a day: whoever asks for more than that means nothing by it
            return clamp(retryAfter, retryAfter.compareTo(DAY) > 0 ? MINUTE : DAY);
        }
        // the clocks may differ by any amount
        return figures == null ? 0 : clamp(Duration.between(scheduler.now(), figures.reset()), MINUTE);
    }

    private static long clamp(Duration wait, Duration longest) {
        if (wait.isNegative()) {
            return 0;
        }
        return wait.compareTo(longest) > 0 ? longest.toNanos() : wait.toNanos();
    }

    @Override
    public synchronized Duration untilFree(PacedRequest request, int ahead, int aheadInAccount) {
        long now = now();
        long wait = 0;
        for (SlidingWindow window : team) {
            wait = Math.max(wait, window.untilFree(now, ahead));
        }
        SlidingWindow account = sends(request);
        return Duration.ofNanos(account == null ? wait : Math.max(wait, account.untilFree(now, aheadInAccount)));
    }

    @Override
    public synchronized List<LimitState> limits() {
        long now = now();
        List<LimitState> limits = new ArrayList<>();
        team.forEach(window -> limits.add(window.state(now)));
        sends.values().forEach(window -> limits.add(window.state(now)));
        return List.copyOf(limits);
    }

    private long now() {
        return scheduler.nanoTime() - origin;
    }
}
