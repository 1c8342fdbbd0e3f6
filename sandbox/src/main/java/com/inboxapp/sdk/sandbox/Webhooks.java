package com.inboxapp.sdk.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Delivers events to webhooks. Each webhook has a thread, which delivers the events in order and retries each until the receiver accepts it
 * or the attempts are used up. The thread never holds the lock of the state, so that a receiver can call the API.
 */
final class Webhooks implements AutoCloseable {

    static final String SIGNATURE = "X-Inbox-Signature";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    record Webhook(URI url, String secret, ExecutorService thread) {
        /** Omits the secret. */
        @Override
        public String toString() {
            return "Webhook[" + url + "]";
        }
    }

    private final InstantSource clock;
    private final List<Duration> retryDelays;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Webhook> webhooks = new ArrayList<>();
    private final List<WebhookDelivery> deliveries = new ArrayList<>();

    /**
     * Creates an instance without webhooks.
     *
     * @param retryDelays the delay before each retry
     */
    Webhooks(InstantSource clock, List<Duration> retryDelays) {
        this.clock = clock;
        this.retryDelays = retryDelays;
    }

    synchronized void add(URI url, String secret) {
        webhooks.add(new Webhook(url, secret, Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "inbox-sandbox-webhook");
            thread.setDaemon(true);
            return thread;
        })));
    }

    synchronized List<WebhookDelivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Queues an event for delivery to all webhooks. */
    synchronized void deliver(EventLog.Event event) {
        byte[] body = event.json().toString().getBytes(StandardCharsets.UTF_8);
        String id = event.json().path("id").stringValue();
        for (Webhook webhook : webhooks) {
            try {
                webhook.thread.execute(() -> deliver(webhook, id, event.seq(), body));
            } catch (RejectedExecutionException e) {
                return; // closed
            }
        }
    }

    private void deliver(Webhook webhook, String id, long seq, byte[] body) {
        for (int attempt = 1; ; attempt++) {
            int status = post(webhook, body);
            WebhookDelivery delivery = new WebhookDelivery(webhook.url, id, seq, attempt, status);
            synchronized (this) {
                deliveries.add(delivery);
            }
            if (delivery.isTaken() || attempt > retryDelays.size() || isClosedWithin(retryDelays.get(attempt - 1))) {
                return;
            }
        }
    }

    private int post(Webhook webhook, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(webhook.url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header(SIGNATURE, signature(webhook.secret, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return WebhookDelivery.NO_RESPONSE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WebhookDelivery.NO_RESPONSE;
        }
    }

    private String signature(String secret, byte[] body) {
        long time = clock.instant().getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Waits. Returns true, before the end of the wait, if the sandbox is closed. */
    private boolean isClosedWithin(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops all deliveries. */
    @Override
    public synchronized void close() {
        closed.countDown();
        webhooks.forEach(webhook -> webhook.thread.shutdownNow());
    }
}
