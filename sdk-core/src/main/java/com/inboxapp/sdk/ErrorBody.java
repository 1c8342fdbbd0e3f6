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
 * What an error answer says. Read without a model, since several shapes are seen in the wild: the documented envelope
 * {@code {"error": {"code", "message", "status"}}}, {@code {"error": "..", "message": ".."}}, a flat {@code {"code", "message"}}, a proxy's
 * page, nothing at all. None of them makes another exception.
 */
record ErrorBody(
        int status, String code, String message, @Nullable String requestId) {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int LONGEST = 300;
    /** A shorter text tells nothing, and would be found inside other words. */
    private static final int SHORTEST_SECRET = 4;

    /** A shorter part is as likely to be a word of the server's own. */
    private static final int SHORTEST_PART = 12;

    private static final Pattern LINE_BREAKERS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    /** A server may repeat the token, or the text that was sent, in what it says: they are not shown. */
    static ErrorBody read(int status, @Nullable String requestId, String answer, String token, String text) {
        String body = answer.startsWith(BYTE_ORDER_MARK) ? answer.substring(BYTE_ORDER_MARK.length()) : answer;
        Found found = new Found();
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(body))) {
            found.object(reader, true);
        } catch (IOException | RuntimeException e) {
            // not JSON, or not JSON to its end: what was found so far is all there is
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

    private static @Nullable String without(String text, @Nullable String said) {
        if (said == null || text.length() < SHORTEST_SECRET) {
            return said;
        }
        String part = said.replace(text, "[text]");
        part = part.substring(0, Math.min(part.length(), 4 * LONGEST));
        return text.length() < SHORTEST_PART ? part : withoutParts(text, part);
    }

    /** A server may have cut what it repeats. Whatever stands in the text, too, and is not short, is left out. */
    private static String withoutParts(String text, String said) {
        Set<String> parts = new HashSet<>();
        for (int i = 0; i + SHORTEST_PART <= said.length(); i++) {
            parts.add(said.substring(i, i + SHORTEST_PART));
        }
        Set<String> repeated = new HashSet<>();
        for (int i = 0; i + SHORTEST_PART <= text.length(); i++) {
            String part = text.substring(i, i + SHORTEST_PART);
            if (parts.contains(part)) {
                repeated.add(part);
            }
        }
        StringBuilder safe = new StringBuilder();
        int hiddenTo = 0;
        for (int i = 0; i < said.length(); i++) {
            if (i + SHORTEST_PART <= said.length() && repeated.contains(said.substring(i, i + SHORTEST_PART))) {
                if (i > hiddenTo || i == 0) {
                    safe.append("[text]");
                }
                hiddenTo = i + SHORTEST_PART;
            } else if (i >= hiddenTo) {
                safe.append(said.charAt(i));
            }
        }
        return safe.toString();
    }

    /** The first text that is there and says something, without the token. */
    static @Nullable String shown(String token, @Nullable String... texts) {
        String[] safe = texts.clone();
        for (int i = 0; i < safe.length; i++) {
            if (safe[i] != null) {
                safe[i] = safe[i].replace(token, "[token]");
            }
        }
        return firstOf(safe);
    }

    /** The first text that is there and says something, fit to be shown. */
    static @Nullable String firstOf(@Nullable String... texts) {
        for (String text : texts) {
            // control characters alone leave nothing to show
            String shown = text == null ? "" : shorten(text);
            if (!shown.isEmpty()) {
                return shown;
            }
        }
        return null;
    }

    private static String noMessage(String body, boolean incomplete) {
        if (body.isBlank()) {
            return "the answer has no body";
        }
        return incomplete ? "the answer is not JSON; a proxy may have sent it" : "the answer has no message";
    }

    private static String shorten(String text) {
        String line = LINE_BREAKERS.matcher(text).replaceAll(" ").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        boolean insidePair = Character.isHighSurrogate(line.charAt(LONGEST - 1));
        return line.substring(0, insidePair ? LONGEST - 1 : LONGEST) + "...";
    }

    /** Collects the fields of the body, and of the object {@code error} in it. */
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
