package com.inboxapp.sdk.sandbox;

import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Generates ids in the format of the service: 24 lower-case letters and digits. Each id is greater than the one before it, so that objects
 * created in the same millisecond keep their order. The sequence is the same in every sandbox.
 */
final class Ids {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int STEP = 36 * 36 * 36 * 36;

    private static final Pattern PATH_SEGMENT = Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@-]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final Random random = new Random(24);
    private long counter = Long.parseLong("cm3k0000", 36);
    private long platformMessage = 1_987_000_000_000_000_000L;

    /** Validates an id chosen by a user. Returns the reason why it is invalid, as the end of a sentence, or null if it is valid. */
    static @Nullable String problem(String id) {
        if (!PATH_SEGMENT.matcher(id).matches() || id.equals(".") || id.equals("..")) {
            return "is not allowed in a path: use letters, digits, '_' and '-'";
        }
        return DIGITS.matcher(id).matches() ? "must not be all digits like an X id: add a letter" : null;
    }

    /** Returns a new Inbox id. */
    String next() {
        counter += 1 + random.nextInt(STEP);
        StringBuilder id = new StringBuilder(24).append(Long.toString(counter, 36));
        while (id.length() < 24) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** Returns a new X id of a message. */
    String nextPlatformMessageId() {
        platformMessage += 1 + random.nextInt(1_000_000_000);
        return Long.toString(platformMessage);
    }
}
