package com.inboxapp.sdk.sandbox;

import java.util.Random;

/**
 * Ids that look like the service's: 24 lower-case letters and digits. Each is greater than the one before it, so that
 * things of the same millisecond keep their order. The sequence is the same in every sandbox.
 */
final class Ids {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int STEP = 36 * 36 * 36 * 36;

    private final Random random = new Random(24);
    private long counter = Long.parseLong("cm3k0000", 36);
    private long platformMessage = 1_987_000_000_000_000_000L;

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
