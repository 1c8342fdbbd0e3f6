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

/** Calls end in cases in which those of Retrofit's own adapter do not. */
@ExtendWith(UndeliverableErrors.class)
class CallsEndTest {
    private interface Stock {
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

    private void holdEveryAnswer() {
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

    private static void ends(TestObserver<Team> team, Class<? extends InboxException> with) throws Exception {
        team.awaitDone(60, TimeUnit.SECONDS).assertError(with);
    }

    /** What Retrofit's adapter says once its HTTP client has nothing left to do. */
    private TestObserver<ResponseBody> stock(OkHttpClient.Builder http, boolean cancelAll) throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setIdleCallback(idle::countDown);
        OkHttpClient client = http.dispatcher(dispatcher).build();
        TestObserver<ResponseBody> answer = new Retrofit.Builder()
                .baseUrl(sandbox.baseUrl() + "/")
                .client(client)
                .addCallAdapterFactory(RxJava3CallAdapterFactory.create())
                .build()
                .create(Stock.class)
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
        return answer;
    }

    @Test
    void whenAnAttemptTakesTooLong() throws Exception {
        holdEveryAnswer();
        Duration timeout = Duration.ofMillis(200);
        try (InboxClient client = client().options(
                        CallOptions.builder().attemptTimeout(timeout).build())
                .build()) {
            ends(team(client), InboxTimeoutException.class);
        }

        stock(new OkHttpClient.Builder().callTimeout(timeout), false)
                .assertNotComplete()
                .assertNoErrors();
    }

    @Test
    void whenTheOperationTakesTooLong() throws Exception {
        holdEveryAnswer();
        try (InboxClient client =
                client().options(CallOptions.deadline(Duration.ofMillis(200))).build()) {
            ends(team(client), InboxDeadlineException.class);
        }
    }

    @Test
    void whenTheClientIsClosed() throws Exception {
        holdEveryAnswer();
        InboxClient client = client().build();
        TestObserver<Team> team = team(client);
        hold.awaitRequest();

        client.close();

        ends(team, InboxClosedException.class);
        stock(new OkHttpClient.Builder(), true).assertNotComplete().assertNoErrors();
    }

    @Test
    void whenAnInterceptorThrowsWhatItMayNot() throws Exception {
        Interceptor broken = chain -> {
            throw new IllegalStateException("interceptor");
        };
        OkHttpClient http = new OkHttpClient.Builder().addInterceptor(broken).build();
        try (InboxClient client = client().httpClient(http).build()) {
            ends(team(client), InboxConnectionException.class);
        } finally {
            http.dispatcher().executorService().shutdown();
        }
        assertThat(sandbox.requests()).isEmpty();
    }
}
