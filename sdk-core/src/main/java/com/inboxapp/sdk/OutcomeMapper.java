package com.inboxapp.sdk;

import com.inboxapp.sdk.Outcome.Answer;
import com.inboxapp.sdk.runtime.Safety;
import com.squareup.moshi.JsonEncodingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import okhttp3.Headers;

/**
 * Maps the outcome of a call to a value or an exception. An operation that sends or creates is unconfirmed if its request was written and
 * neither a success nor an unambiguous rejection was received.
 */
record OutcomeMapper(InboxScheduler time, String token) {
    static final String REQUEST_ID = "X-Request-Id";

    private static final int NOT_FOUND = 404;

    /** Omits the token. */
    @Override
    public String toString() {
        return "OutcomeMapper";
    }

    /**
     * Decodes the response.
     *
     * @param ended whether the call has ended, so that decoding may stop
     * @throws InboxException if there is no successful response
     * @throws CancellationException if the caller cancelled the call
     */
    <T> InboxResponse<T> response(
            Execution execution, Outcome outcome, ResponseDecoder<T> decoder, BooleanSupplier ended) {
        Answer answer = outcome.answer();
        if (answer == null || !isAccepted(execution, answer, decoder)) {
            throw failure(execution, outcome);
        }
        try {
            T value = decoder.decode(answer, ended);
            return new InboxResponse<>(value, answer.status(), withoutToken(answer.headers()), execution.attempts());
        } catch (Throwable e) {
            // catches errors, too, such as a lack of memory
            throw orUnconfirmed(execution, true, undecodable(execution, answer, problem(e, answer), e));
        }
    }

    private static boolean isAccepted(Execution execution, Answer answer, ResponseDecoder<?> decoder) {
        if (answer.isSuccess()) {
            return answer.broken() == null;
        }
        // a retried DELETE that finds nothing: an earlier attempt deleted it, and its response was lost
        return answer.status() == NOT_FOUND
                && execution.mayHaveActedBefore()
                && execution.request().method().equals("DELETE")
                && decoder.expectsNothing();
    }

    /** Returns the exception for an outcome that is no success. */
    RuntimeException failure(Execution execution, Outcome outcome) {
        Throwable failure = outcome.failure();
        if (failure instanceof CancellationException cancelled) {
            return cancelled;
        }
        InboxException exception;
        if (failure instanceof InboxException early) {
            exception = early;
        } else if (failure != null) {
            exception = lost(execution, failure);
        } else {
            exception = refused(execution, Objects.requireNonNull(outcome.answer()));
        }
        return orUnconfirmed(execution, outcome.written(), exception);
    }

    private InboxException refused(Execution execution, Answer answer) {
        if (!answer.isSuccess()) {
            String requestId = answer.headers().get(REQUEST_ID);
            String body = answer.body().clone().readUtf8();
            String text = execution.context().text();
            return InboxApiException.of(
                    execution.operation().id(),
                    execution.attempts(),
                    ErrorBody.read(answer.status(), requestId, body, token, text),
                    withoutText(text, withoutToken(answer.headers())));
        }
        IOException broken = Objects.requireNonNull(answer.broken());
        return broken instanceof Outcome.Unreadable
                ? undecodable(execution, answer, String.valueOf(ErrorBody.firstOf(broken.getMessage())), broken)
                : lost(execution, broken);
    }

    /** Removes headers that contain the token, since a server may repeat it. */
    private Headers withoutToken(Headers headers) {
        return without(token, headers);
    }

    private static Headers withoutText(String text, Headers headers) {
        return text.length() < ErrorBody.MIN_SECRET_LENGTH ? headers : without(text, headers);
    }

    private static Headers without(String secret, Headers headers) {
        Headers.Builder safe = headers.newBuilder();
        for (String name : headers.names()) {
            if (headers.values(name).stream().anyMatch(value -> value.contains(secret))) {
                safe.removeAll(name);
            }
        }
        return safe.build();
    }

    /** Wraps the exception as unconfirmed if the request may have taken effect, and returns it unchanged otherwise. */
    private InboxException orUnconfirmed(Execution execution, boolean written, InboxException exception) {
        boolean unknown = execution.operation().safety() == Safety.UNSAFE
                && written
                && !(exception instanceof InboxApiException api
                        && StatusClass.of(api.status()).isWithoutEffect());
        return unknown ? new InboxUnconfirmedException(execution, time, exception) : exception;
    }

    private InboxException lost(Execution execution, Throwable failure) {
        String id = execution.operation().id();
        if (failure instanceof Outcome.AttemptTimeout || failure instanceof SocketTimeoutException) {
            String what = failure instanceof Outcome.AttemptTimeout
                    ? failure.getMessage()
                    : "no response in time (connectTimeout and readTimeout of the client)";
            return new InboxTimeoutException(id, execution.attempts(), String.valueOf(what), failure);
        }
        Throwable safe = FailureSanitizer.of(failure);
        String message = ErrorBody.firstOf(safe.getMessage());
        String kind = safe.getClass().getSimpleName();
        return new InboxConnectionException(
                id, execution.attempts(), message == null ? kind : kind + ": " + message, safe);
    }

    private InboxDecodingException undecodable(Execution execution, Answer answer, String problem, Throwable cause) {
        String requestId = ErrorBody.shown(token, answer.headers().get(REQUEST_ID));
        return new InboxDecodingException(
                execution.operation().id(), execution.attempts(), problem, answer.status(), requestId, cause);
    }

    private String problem(Throwable e, Answer answer) {
        if (e instanceof JsonEncodingException) {
            String message = String.valueOf(e.getMessage());
            int path = message.lastIndexOf(" at path ");
            String type = ErrorBody.shown(token, answer.headers().get("Content-Type"));
            return "the response is not JSON" + (path < 0 ? "" : ErrorBody.firstOf("," + message.substring(path)))
                    + " (content type " + (type == null ? "none" : type)
                    + "): check the base URL, and whether a proxy is in between";
        }
        if (e instanceof Error) {
            return "the response could not be decoded: " + e.getClass().getName();
        }
        return "the response does not match the API documentation: "
                + ErrorBody.firstOf(String.valueOf(e.getMessage()));
    }
}
