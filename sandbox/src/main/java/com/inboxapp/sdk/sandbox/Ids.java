package com.inboxapp.sdk.sandbox;

import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ids that look like the service's: 24 lower-case letters and digits. Each is greater than the one before it, so that
 * things of the same millisecond keep their order. The sequence is the same in every sandbox.
 */
final class Ids {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int STEP = 36 * 36 * 36 * 36;

    private static final Pattern IN_A_PATH = Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@-]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final Random random = new Random(24);
    private long counter = Long.parseLong("cm3k0000", 36);
    private long platformMessage = 1_987_000_000_000_000_000L;

    /** Why an id that somebody chose cannot be one, as the end of a sentence; null if it can. */
    static @Nullable String problem(String id) {
        if (!IN_A_PATH.matcher(id).matches() || id.equals(".") || id.equals("..")) {
            return "cannot stand in a path: use letters, digits, '_' and '-'";
        }
        return DIGITS.matcher(id).matches() ? "is all digits, as only ids of X are: add a letter" : null;
    }

    /** A new Inbox id. */
    String next() {
        counter += 1 + random.nextInt(STEP);
        StringBuilder id = new StringBuilder(24).append(Long.toString(counter, 36));
        while (id.length() < 24) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** A new id of a message on X. */
    String nextPlatformMessageId() {
        platformMessage += 1 + random.nextInt(1_000_000_000);
        return Long.toString(platformMessage);
    }
}
