package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.CallOptions;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxClosedException;
import com.inboxapp.sdk.InboxConnectionException;
import com.inboxapp.sdk.InboxDeadlineException;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.InboxTimeoutException;
import com.inboxapp.sdk.RetryPolicy;
import com.inboxapp.sdk.model.Team;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import retrofit2.Retrofit;
import retrofit2.adapter.rxjava3.RxJava3CallAdapterFactory;
import retrofit2.http.GET;

/** Calls terminate in cases where calls of Retrofit's own adapter never do. */
@ExtendWith(UndeliverableErrors.class)
class CallTerminationTest {
    private interface StockApi {
        @GET("team")
        Single<ResponseBody> team();
    }

    private final InboxSandbox sandbox =
            InboxSandbox.builder().empty().unlimited().start();
    private final Hold hold = new Hold();

    @AfterEach
    void stop() {
        hold.release();
        sandbox.close();
    }

    private void holdEveryResponse() {
        sandbox.faults().onEvery().each(Fault.afterEffect().realResponse().hold(hold));
    }

    private InboxClient.Builder client() {
        return InboxClient.builder()
                .baseUrl(sandbox.baseUrl())
                .apiToken("sandbox-token")
                .options(CallOptions.builder().retries(RetryPolicy.none()).build());
    }

    private static TestObserver<Team> team(InboxClient client) {
        return RxInboxClient.create(client).team().get().test();
    }

    private static void assertFails(TestObserver<Team> team, Class<? extends InboxException> expected)
            throws Exception {
        team.awaitDone(60, TimeUnit.SECONDS).assertError(expected);
    }

    /** Returns the observer of a call of Retrofit's own adapter once its HTTP client is idle. */
    private TestObserver<ResponseBody> runStockAdapter(OkHttpClient.Builder http, boolean cancelAll) throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setIdleCallback(idle::countDown);
        OkHttpClient client = http.dispatcher(dispatcher).build();
        TestObserver<ResponseBody> response = new Retrofit.Builder()
                .baseUrl(sandbox.baseUrl() + "/")
                .client(client)
                .addCallAdapterFactory(RxJava3CallAdapterFactory.create())
                .build()
                .create(StockApi.class)
                .team()
                .test();
        if (cancelAll) {
            hold.awaitRequest();
            dispatcher.cancelAll();
        }
        assertThat(idle.await(60, TimeUnit.SECONDS)).isTrue();
        dispatcher.executorService().shutdown();
        assertThat(dispatcher.executorService().awaitTermination(60, TimeUnit.SECONDS))
                .isTrue();
        return response;
    }

    @Test
    void failsWhenAnAttemptTimesOut() throws Exception {
        holdEveryResponse();
        Duration timeout = Duration.ofMillis(200);
        try (InboxClient client = client().options(
                        CallOptions.builder().attemptTimeout(timeout).build())
                .build()) {
            assertFails(team(client), InboxTimeoutException.class);
        }

        runStockAdapter(new OkHttpClient.Builder().callTimeout(timeout), false)
                .assertNotComplete()
                .assertNoErrors();
    }

    @Test
    void failsWhenTheDeadlinePasses() throws Exception {
        holdEveryResponse();
        try (InboxClient client =
                client().options(CallOptions.deadline(Duration.ofMillis(200))).build()) {
            assertFails(team(client), InboxDeadlineException.class);
        }
    }

    @Test
    void failsWhenTheClientIsClosed() throws Exception {
        holdEveryResponse();
        InboxClient client = client().build();
        TestObserver<Team> team = team(client);
        hold.awaitRequest();

        client.close();

        assertFails(team, InboxClosedException.class);
        runStockAdapter(new OkHttpClient.Builder(), true).assertNotComplete().assertNoErrors();
    }

    @Test
    void failsWhenAnInterceptorThrowsAnUncheckedException() throws Exception {
        Interceptor broken = chain -> {
            throw new IllegalStateException("interceptor");
        };
        OkHttpClient http = new OkHttpClient.Builder().addInterceptor(broken).build();
        try (InboxClient client = client().httpClient(http).build()) {
            assertFails(team(client), InboxConnectionException.class);
        } finally {
            http.dispatcher().executorService().shutdown();
        }
        assertThat(sandbox.requests()).isEmpty();
    }
}
