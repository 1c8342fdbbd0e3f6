package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Json;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The content of an error response. It is parsed without a model, since several shapes occur: the documented envelope {@code {"error":
 * {"code", "message", "status"}}}, {@code {"error": "..", "message": ".."}}, a flat {@code {"code", "message"}}, a proxy's HTML page, and
 * an empty body. None of them causes a different exception.
 */
record ErrorBody(
        int status, String code, String message, @Nullable String requestId) {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int MAX_LENGTH = 300;
    /** A shorter text reveals nothing, and would match inside other words. */
    static final int MIN_SECRET_LENGTH = 4;

    /** A shorter part is just as likely to be the server's wording. */
    private static final int MIN_PART_LENGTH = 12;

    private static final Pattern LINE_BREAKERS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    /** Parses the body of an error response. Removes the token and the sent text, since a server may repeat them. */
    static ErrorBody read(int status, @Nullable String requestId, String answer, String token, String text) {
        String body = answer.startsWith(BYTE_ORDER_MARK) ? answer.substring(BYTE_ORDER_MARK.length()) : answer;
        Found found = new Found();
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(body))) {
            found.object(reader, true);
        } catch (IOException | RuntimeException e) {
            // not JSON, or truncated JSON: keep the fields found so far
            found.incomplete = true;
        }
        String message = shown(token, without(text, found.message), without(text, found.error));
        String code = shown(token, found.code);
        return new ErrorBody(
                status,
                code != null ? code : "HTTP_" + status,
                message != null ? message : noMessage(body, found.incomplete),
                shown(token, requestId, found.requestId));
    }

    ErrorBody withMessage(String other) {
        return new ErrorBody(status, code, other, requestId);
    }

    private static @Nullable String without(String text, @Nullable String serverText) {
        if (serverText == null || text.length() < MIN_SECRET_LENGTH) {
            return serverText;
        }
        String part = serverText.replace(text, "[text]");
        part = part.substring(0, Math.min(part.length(), 4 * MAX_LENGTH));
        return text.length() < MIN_PART_LENGTH ? part : withoutParts(text, part);
    }

    /**
     * Removes parts of the text. A server may truncate the text that it repeats, so every part of at least {@link #MIN_PART_LENGTH}
     * characters that also occurs in the sent text is replaced.
     */
    private static String withoutParts(String text, String serverText) {
        Set<String> parts = new HashSet<>();
        for (int i = 0; i + MIN_PART_LENGTH <= serverText.length(); i++) {
            parts.add(serverText.substring(i, i + MIN_PART_LENGTH));
        }
        Set<String> repeated = new HashSet<>();
        for (int i = 0; i + MIN_PART_LENGTH <= text.length(); i++) {
            String part = text.substring(i, i + MIN_PART_LENGTH);
            if (parts.contains(part)) {
                repeated.add(part);
            }
        }
        StringBuilder safe = new StringBuilder();
        int hiddenTo = 0;
        for (int i = 0; i < serverText.length(); i++) {
            if (i + MIN_PART_LENGTH <= serverText.length()
                    && repeated.contains(serverText.substring(i, i + MIN_PART_LENGTH))) {
                if (i > hiddenTo || i == 0) {
                    safe.append("[text]");
                }
                hiddenTo = i + MIN_PART_LENGTH;
            } else if (i >= hiddenTo) {
                safe.append(serverText.charAt(i));
            }
        }
        return safe.toString();
    }

    /** Returns the first text that is not null or blank, without the token, or null if there is none. */
    static @Nullable String shown(String token, @Nullable String... texts) {
        String[] safe = texts.clone();
        for (int i = 0; i < safe.length; i++) {
            if (safe[i] != null) {
                safe[i] = safe[i].replace(token, "[token]");
            }
        }
        return firstOf(safe);
    }

    /** Returns the first text that is not null or blank, shortened and on one line, or null if there is none. */
    static @Nullable String firstOf(@Nullable String... texts) {
        for (String text : texts) {
            // a text of control characters only is empty afterwards
            String shown = text == null ? "" : shorten(text);
            if (!shown.isEmpty()) {
                return shown;
            }
        }
        return null;
    }

    private static String noMessage(String body, boolean incomplete) {
        if (body.isBlank()) {
            return "the response has no body";
        }
        return incomplete ? "the response is not JSON; a proxy may have sent it" : "the response has no message";
    }

    private static String shorten(String text) {
        String line = LINE_BREAKERS.matcher(text).replaceAll(" ").strip();
        if (line.length() <= MAX_LENGTH) {
            return line;
        }
        boolean insidePair = Character.isHighSurrogate(line.charAt(MAX_LENGTH - 1));
        return line.substring(0, insidePair ? MAX_LENGTH - 1 : MAX_LENGTH) + "...";
    }

    /** Collects the fields of the body and of its {@code error} object. */
    private static final class Found {
        private @Nullable String code;
        private @Nullable String message;
        private @Nullable String error;
        private @Nullable String requestId;
        private boolean incomplete;

        void object(JsonReader reader, boolean outer) throws IOException {
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                boolean text = reader.peek() == JsonReader.Token.STRING;
                if (name.equals("error") && outer && reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
                    object(reader, false);
                } else if (name.equals("error") && text) {
                    error = reader.nextString();
                } else if (name.equals("code") && text) {
                    code = reader.nextString();
                } else if (name.equals("message") && text) {
                    message = reader.nextString();
                } else if (name.equals("requestId") && text) {
                    requestId = reader.nextString();
                } else {
                    Json.skip(reader);
                }
            }
            reader.endObject();
        }
    }
}
