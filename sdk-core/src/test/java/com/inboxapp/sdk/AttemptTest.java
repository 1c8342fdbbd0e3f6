package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private final Attempt attempt = new Attempt(new VirtualTime(), Durations.FOREVER, 1, false);

    @Test
    void doesNotAllowWritingAfterAFailure() {
        attempt.onFailure(
                new OkHttpClient()
                        .newCall(new Request.Builder().url("http://127.0.0.1/").build()),
                new IOException("an interceptor gave up, and its other thread did not"));

        assertThat(attempt.mayWrite()).isFalse();
    }
}
