package com.inboxapp.sdk;

import com.inboxapp.sdk.model.InboxModels;
import com.inboxapp.sdk.runtime.ElementWise;
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
        Pacer pacer,
        RetryBudget retryBudget,
        OpenCalls openCalls,
        CallEngine.SharedState shared,
        boolean isDerived) {

    static ClientParts of(ClientSettings settings, @Nullable ClientParts parent) {
        String token = Objects.requireNonNull(settings.apiToken);
        if (parent == null) {
            InboxScheduler time = settings.scheduler == null ? new SystemScheduler() : settings.scheduler;
            OpenCalls openCalls = new OpenCalls(null);
            return new ClientParts(
                    settings,
                    Transport.to(
                            settings.baseUrl,
                            token,
                            settings.httpClient,
                            settings.connectTimeout,
                            settings.readTimeout),
                    time,
                    pacer(settings, time),
                    new RetryBudget(),
                    openCalls,
                    state(settings, openCalls),
                    false);
        }
        // a different token or base URL has separate limits
        boolean sameTeam = token.equals(parent.settings.apiToken) && settings.baseUrl.equals(parent.settings.baseUrl);
        if (!sameTeam && settings.rateBudget == parent.settings.rateBudget) {
            settings.rateBudget = null;
        }
        boolean sameLimits = sameTeam
                && settings.pacing.equals(parent.settings.pacing)
                && settings.rateBudget == parent.settings.rateBudget;
        OpenCalls openCalls = new OpenCalls(parent.openCalls);
        return new ClientParts(
                settings,
                parent.transport.sharedTo(settings.baseUrl, token),
                parent.time,
                sameLimits ? parent.pacer : pacer(settings, parent.time),
                settings.baseUrl.equals(parent.settings.baseUrl) ? parent.retryBudget : new RetryBudget(),
                openCalls,
                sameTeam ? parent.shared : state(settings, openCalls),
                true);
    }

    private static CallEngine.SharedState state(ClientSettings settings, OpenCalls client) {
        return new CallEngine.SharedState(
                KnownSends.of(settings.baseUrl, Objects.requireNonNull(settings.apiToken), client));
    }

    private static Pacer pacer(ClientSettings settings, InboxScheduler time) {
        RateBudget budget =
                settings.rateBudget != null ? settings.rateBudget : RateBudget.inMemory(settings.pacing, time);
        return new Pacer(budget, settings.pacing, time);
    }

    HttpUrl baseUrl() {
        return settings.baseUrl;
    }

    CallOptions options() {
        return settings.options;
    }

    QueryWriter queryWriter() {
        return new QueryWriter(settings.names, settings.arrays, settings.cursors);
    }

    Moshi moshi() {
        Moshi.Builder moshi = new Moshi.Builder();
        settings.models.forEach(moshi::add);
        return moshi.add(ElementWise.FACTORY)
                .add(new ThreadAccounts(shared.accounts()))
                .add(new InboxModels(settings.names))
                .build();
    }

    CallEngine engine() {
        CallListeners listeners = new CallListeners(settings.listeners);
        return new CallEngine(
                openCalls,
                listeners,
                new Retries(time, retryBudget, () -> ThreadLocalRandom.current().nextDouble(), listeners),
                pacer,
                transport,
                new Verdict(time, Objects.requireNonNull(settings.apiToken)),
                time,
                shared,
                settings.longestAnswer);
    }

    void close() {
        openCalls.close();
        shared.leave(openCalls);
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
