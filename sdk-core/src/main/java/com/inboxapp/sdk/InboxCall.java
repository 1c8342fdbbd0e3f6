package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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
     * @throws InboxException if there is no answer, or not the one that the document promises
     * @throws IllegalArgumentException if an argument cannot be sent; nothing was
     */
    public T execute() {
        return executeForResponse().body();
    }

    /**
     * Sends the request and waits for the answer, with its status and headers.
     *
     * @return the answer
     * @throws InboxException if there is no answer, or not the one that the document promises
     * @throws IllegalArgumentException if an argument cannot be sent; nothing was
     */
    public InboxResponse<T> executeForResponse() {
        if (closed.getAsBoolean()) {
            throw new InboxClosedException(operation.id);
        }
        Response<ResponseBody> response;
        try {
            response = call.clone().execute();
        } catch (IOException e) {
            throw failure(e);
        }
        return accept(response);
    }

    /**
     * Sends the request and returns at once. Cancelling the future cancels the request.
     *
     * @return completes with what {@link #execute()} returns, or exceptionally with what it throws
     */
    public CompletableFuture<T> executeAsync() {
        return enqueue(InboxResponse::body);
    }

    /**
     * Sends the request and returns at once. Cancelling the future cancels the request.
     *
     * @return completes with what {@link #executeForResponse()} returns, or exceptionally with what it throws
     */
    public CompletableFuture<InboxResponse<T>> executeAsyncForResponse() {
        return enqueue(Function.identity());
    }

    private <R> CompletableFuture<R> enqueue(Function<InboxResponse<T>, R> convert) {
        Call<ResponseBody> attempt = call.clone();
        CompletableFuture<R> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                boolean cancelled = super.cancel(mayInterruptIfRunning);
                attempt.cancel();
                return cancelled;
            }
        };
        if (closed.getAsBoolean()) {
            future.completeExceptionally(new InboxClosedException(operation.id));
            return future;
        }
        attempt.enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<ResponseBody> ignored, Response<ResponseBody> response) {
                try {
                    future.complete(convert.apply(accept(response)));
                } catch (RuntimeException e) {
                    future.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call<ResponseBody> ignored, Throwable failure) {
                future.completeExceptionally(failure(failure));
            }
        });
        return future;
    }

    private InboxResponse<T> accept(Response<ResponseBody> response) {
        String requestId = response.headers().get(REQUEST_ID);
        ResponseBody body = response.body();
        if (!response.isSuccessful()) {
            throw InboxApiException.of(
                    operation.id, ErrorBody.read(response.code(), requestId, text(response.errorBody())));
        }
        // 204 and 205 come without a body
        try (ResponseBody content = body != null ? body : ResponseBody.create("", null)) {
            return new InboxResponse<>(decoder.decode(content), response.code(), response.headers());
        } catch (IOException | RuntimeException e) {
            throw new InboxDecodingException(
                    operation.id,
                    "the answer is not what the API documents: " + e.getMessage(),
                    response.code(),
                    requestId,
                    e);
        }
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

    private RuntimeException failure(Throwable failure) {
        if (closed.getAsBoolean()) {
            return new InboxClosedException(operation.id);
        }
        String unknown = operation.safety == Safety.UNSAFE
                ? "; it is unknown whether the request took effect: look before you repeat it"
                : "";
        if (failure instanceof InterruptedIOException) {
            return new InboxTimeoutException(operation.id, "no answer in time" + unknown, failure);
        }
        if (failure instanceof IOException) {
            return new InboxConnectionException(
                    operation.id, failure.getClass().getSimpleName() + ": " + failure.getMessage() + unknown, failure);
        }
        return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }
}
