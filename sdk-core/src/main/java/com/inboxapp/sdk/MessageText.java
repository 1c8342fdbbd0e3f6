package com.inboxapp.sdk;

import java.text.Normalizer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the text that was sent with the text that arrived. */
final class MessageText {
    /** What makes a word a link: X replaces links by its own, also those that are written without a scheme. */
    private static final Pattern LINK =
            Pattern.compile("https?://|www\\.|[\\p{L}\\p{N}]\\.\\p{L}{2}", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private MessageText() {}

    /** Whether they are the same after Unicode NFC, without blanks around them, and with words that hold a link left out. */
    static boolean isSame(String one, String other) {
        return comparable(one).equals(comparable(other));
    }

    /** Where X's link ends beside other characters is X's business: the whole word is left out. */
    private static String comparable(String text) {
        return BLANKS.splitAsStream(Normalizer.normalize(text, Normalizer.Form.NFC))
                .filter(word -> !word.isEmpty() && !LINK.matcher(word).find())
                .collect(Collectors.joining(" "));
    }
}
