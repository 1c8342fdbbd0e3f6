package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;
import com.squareup.moshi.JsonEncodingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/**
 * One call of an operation, ready to be executed. It may be executed any number of times, each one a request of its own, and from any
 * thread.
 *
 * <p>Executing fails with an {@link InboxException}, and with an {@link IllegalArgumentException} for arguments that cannot be sent, in which
 * case nothing was.
 *
 * @param <T> what the operation answers
 */
public final class InboxCall<T> {
    static final String REQUEST_ID = "X-Request-Id";

    private static final String UNKNOWN = "; it is unknown whether the request took effect: look before you repeat it";
    private static final long LONGEST_ERROR_BODY = 64 * 1024;

    private final Call<ResponseBody> call;
    private final Operation operation;
    private final Decoder<T> decoder;
    private final BooleanSupplier closed;

    record Operation(String id, Safety safety) {}

    /** Turns the content of a successful answer into what the operation answers. */
    interface Decoder<T> {
        /** Any exception means that the content is not what the document promises. */
        T decode(ResponseBody body) throws IOException;
    }

    InboxCall(Call<ResponseBody> call, Operation operation, Decoder<T> decoder, BooleanSupplier closed) {
        this.call = call;
        this.operation = operation;
        this.decoder = decoder;
        this.closed = closed;
    }

    /**
     * The operation's id in the OpenAPI document.
     *
     * @return for instance {@code threads.list}
     */
    public String operation() {
        return operation.id;
    }

    /**
     * Sends the request and waits for the answer.
     *
     * @return what the operation answers; null for an operation without a result
     * @throws InboxException if there is no answer, or not the one that the document promises; also when the thread is interrupted,
     *     whose flag then stays set
     * @throws IllegalArgumentException if an argument cannot be sent; nothing was
     */
    public T execute() {
        return executeForResponse().body();
    }

    /**
     * Sends the request and waits for the answer, with its status and headers.
     *
     * @return the answer
     * @throws InboxException if there is no answer, or not the one that the document promises; also when the thread is interrupted,
     *     whose flag then stays set
     * @throws IllegalArgumentException if an argument cannot be sent; nothing was
     */
    public InboxResponse<T> executeForResponse() {
        if (closed.getAsBoolean()) {
            throw closedBefore();
        }
        Call<ResponseBody> attempt = prepared();
        Response<ResponseBody> response;
        try {
            response = attempt.execute();
        } catch (Exception e) {
            // also unchecked ones, for instance for a negative length; and Kotlin does not declare an
            // InterruptedException
            throw failure(e);
        }
        return accept(response);
    }

    /**
     * Sends the request and returns at once. Cancelling the future cancels the request, as does any other way to complete it early, such as
     * {@code orTimeout}. The threads that complete it are daemons, and do not keep a program alive that waits for nothing else.
     *
     * @return completes with what {@link #execute()} returns, or exceptionally with what it throws
     */
    public CompletableFuture<T> executeAsync() {
        return enqueue(InboxResponse::body);
    }

    /**
     * Sends the request and returns at once. Cancelling the future cancels the request, as does any other way to complete it early, such as
     * {@code orTimeout}. The threads that complete it are daemons, and do not keep a program alive that waits for nothing else.
     *
     * @return completes with what {@link #executeForResponse()} returns, or exceptionally with what it throws
     */
    public CompletableFuture<InboxResponse<T>> executeAsyncForResponse() {
        return enqueue(Function.identity());
    }

    private <R> CompletableFuture<R> enqueue(Function<InboxResponse<T>, R> convert) {
        if (closed.getAsBoolean()) {
            return CompletableFuture.failedFuture(closedBefore());
        }
        Call<ResponseBody> attempt;
        try {
            attempt = prepared();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<R> future = new CompletableFuture<>();
        // however it ends without an answer: by cancel(), by orTimeout(), by complete()
        AtomicBoolean answered = new AtomicBoolean();
        var unused = future.whenComplete((answer, failure) -> {
            if (!answered.get()) {
                attempt.cancel();
            }
        });
        attempt.enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<ResponseBody> ignored, Response<ResponseBody> response) {
                answered.set(true);
                try {
                    future.complete(convert.apply(accept(response)));
                } catch (Throwable e) {
                    future.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call<ResponseBody> ignored, Throwable failure) {
                answered.set(true);
                future.completeExceptionally(failure instanceof Exception e ? failure(e) : failure);
            }
        });
        return future;
    }

    /** A call whose request is made already: what fails until here is an argument, and what fails from here on is not. */
    private Call<ResponseBody> prepared() {
        Call<ResponseBody> attempt = call.clone();
        attempt.request();
        return attempt;
    }

    private InboxResponse<T> accept(Response<ResponseBody> response) {
        String requestId = ErrorBody.firstOf(response.headers().get(REQUEST_ID));
        ResponseBody body = response.body();
        if (!response.isSuccessful()) {
            throw InboxApiException.of(
                    operation.id,
                    ErrorBody.read(response.code(), requestId, text(response.errorBody())),
                    response.headers());
        }
        // 204 and 205 come without a body
        try (ResponseBody content = body != null ? body : ResponseBody.create("", null)) {
            return new InboxResponse<>(decoder.decode(content), response.code(), response.headers());
        } catch (IOException | RuntimeException e) {
            throw new InboxDecodingException(operation.id, problem(e, body), response.code(), requestId, e);
        }
    }

    private static String problem(Exception e, @Nullable ResponseBody body) {
        if (e instanceof JsonEncodingException) {
            MediaType type = body == null ? null : body.contentType();
            String message = String.valueOf(e.getMessage());
            int path = message.lastIndexOf(" at path ");
            return "the answer is not JSON" + (path < 0 ? "" : ErrorBody.firstOf("," + message.substring(path)))
                    + " (content type "
                    + (type == null ? "none" : ErrorBody.firstOf(type.toString()))
                    + "): is the base URL right, and no proxy in between?";
        }
        return "the answer is not what the API documents: " + ErrorBody.firstOf(String.valueOf(e.getMessage()));
    }

    private static String text(@Nullable ResponseBody body) {
        if (body == null) {
            return "";
        }
        try (body) {
            BufferedSource source = body.source();
            source.request(LONGEST_ERROR_BODY);
            return source.getBuffer()
                    .readString(Math.min(source.getBuffer().size(), LONGEST_ERROR_BODY), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private InboxClosedException closedBefore() {
        return new InboxClosedException(operation.id, "the client is closed; nothing was sent", null);
    }

    /** Whether the request cannot have reached the server, since there was no connection. */
    private static boolean neverConnected(Exception failure) {
        return failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException;
    }

    private InboxException failure(Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        String unknown = operation.safety == Safety.UNSAFE && !neverConnected(failure) ? UNKNOWN : "";
        if (closed.getAsBoolean()) {
            return new InboxClosedException(
                    operation.id, "the client was closed while the call ran" + unknown, failure);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new InboxConnectionException(operation.id, "the thread was interrupted" + unknown, failure);
        }
        if (failure instanceof InterruptedIOException) {
            return new InboxTimeoutException(operation.id, "no answer in time" + unknown, failure);
        }
        String message = ErrorBody.firstOf(failure.getMessage());
        return new InboxConnectionException(
                operation.id,
                failure.getClass().getSimpleName() + (message == null ? "" : ": " + message) + unknown,
                failure);
    }
}
