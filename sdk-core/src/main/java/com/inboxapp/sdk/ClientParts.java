package com.inboxapp.sdk;

import com.inboxapp.sdk.model.InboxModels;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import com.inboxapp.sdk.runtime.LenientPage;
import com.inboxapp.sdk.runtime.QueryWriter;
import com.squareup.moshi.Moshi;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The parts of a client, some of them shared with the client that it is derived from. */
record ClientParts(
        ClientSettings settings,
        Transport transport,
        InboxScheduler time,
        CallScheduler callScheduler,
        RetryBudget retryBudget,
        InFlightCalls inFlightCalls,
        CallEngine.SharedState shared,
        boolean isDerived) {

    static ClientParts of(ClientSettings settings, @Nullable ClientParts parent) {
        String token = Objects.requireNonNull(settings.apiToken);
        if (parent == null) {
            InboxScheduler time = settings.scheduler == null ? new SystemScheduler() : settings.scheduler;
            InFlightCalls inFlightCalls = new InFlightCalls(null);
            return new ClientParts(
                    settings,
                    Transport.to(
                            settings.baseUrl,
                            token,
                            settings.httpClient,
                            settings.connectTimeout,
                            settings.readTimeout),
                    time,
                    callScheduler(settings, time),
                    new RetryBudget(),
                    inFlightCalls,
                    state(settings, inFlightCalls),
                    false);
        }
        // a different token or base URL has separate limits
        boolean sameTeam = token.equals(parent.settings.apiToken) && settings.baseUrl.equals(parent.settings.baseUrl);
        if (!sameTeam && settings.rateLimiter == parent.settings.rateLimiter) {
            settings.rateLimiter = null;
        }
        boolean sameLimits = sameTeam
                && settings.rateLimits.equals(parent.settings.rateLimits)
                && settings.rateLimiter == parent.settings.rateLimiter;
        InFlightCalls inFlightCalls = new InFlightCalls(parent.inFlightCalls);
        return new ClientParts(
                settings,
                parent.transport.sharedTo(settings.baseUrl, token),
                parent.time,
                sameLimits ? parent.callScheduler : callScheduler(settings, parent.time),
                settings.baseUrl.equals(parent.settings.baseUrl) ? parent.retryBudget : new RetryBudget(),
                inFlightCalls,
                sameTeam ? parent.shared : state(settings, inFlightCalls),
                true);
    }

    private static CallEngine.SharedState state(ClientSettings settings, InFlightCalls client) {
        return new CallEngine.SharedState(
                SendRegistry.of(settings.baseUrl, Objects.requireNonNull(settings.apiToken), client));
    }

    private static CallScheduler callScheduler(ClientSettings settings, InboxScheduler time) {
        RateLimiter limiter = settings.rateLimiter != null
                ? settings.rateLimiter
                : RateLimiter.inMemory(settings.rateLimits, time::now, time::nanoTime);
        return new CallScheduler(limiter, settings.rateLimits, time);
    }

    HttpUrl baseUrl() {
        return settings.baseUrl;
    }

    CallOptions options() {
        return settings.options;
    }

    QueryWriter queryWriter() {
        return new QueryWriter(settings.names, settings.arrayFormat, settings.cursorFormat);
    }

    Moshi moshi() {
        Moshi.Builder moshi = new Moshi.Builder();
        settings.models.forEach(moshi::add);
        return moshi.add(LenientPage.FACTORY)
                .add(new ThreadAccounts(shared.accounts()))
                .add(new InboxModels(settings.names))
                .build();
    }

    CallEngine engine() {
        CallListeners listeners = new CallListeners(settings.listeners);
        return new CallEngine(
                inFlightCalls,
                listeners,
                new Retries(time, retryBudget, () -> ThreadLocalRandom.current().nextDouble(), listeners),
                callScheduler,
                transport,
                new OutcomeMapper(time, Objects.requireNonNull(settings.apiToken)),
                time,
                shared,
                settings.maxResponseBytes);
    }

    void close() {
        inFlightCalls.close();
        shared.leave(inFlightCalls);
        transport.close();
        if (!isDerived && time instanceof SystemScheduler own) {
            own.close();
        }
    }

    /** Omits the settings, since they contain the token. */
    @Override
    public String toString() {
        return "ClientParts[" + baseUrl() + "]";
    }
}
