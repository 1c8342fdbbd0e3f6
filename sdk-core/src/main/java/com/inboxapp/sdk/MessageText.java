package com.inboxapp.sdk;

import java.text.Normalizer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the text that was sent with the text that arrived. */
final class MessageText {
    /** What makes a word a link: X replaces links by its own, also those that are written without a scheme. */
    private static final Pattern LINK =
            Pattern.compile("https?://|www\\.|[\\p{L}\\p{N}]\\.\\p{L}{2}", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    /** Format characters (zero width, direction, soft hyphen, byte order mark) and variation selectors. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\x{34f}\\x{180b}-\\x{180d}\\x{180f}\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}]");

    /** A character as HTML and XML write it, by its number or by its name. */
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));");

    /** How often a text may have been escaped, one time after the other. */
    private static final int MOST_ESCAPES = 3;

    private MessageText() {}

    /** Whether they are the same after Unicode NFC, without blanks around them, and with words that hold a link left out. */
    static boolean isSame(String one, String other) {
        return comparable(one).equals(comparable(other));
    }

    /**
     * Whether one may be what a service made of the other: they are the same when character references stand for their characters, and
     * characters that do not show are left out.
     */
    static boolean isAlike(String one, String other) {
        if (isSame(one, other)) {
            return true;
        }
        String shown = comparable(shown(one));
        // where nothing is left to compare, nothing is alike
        return !shown.isEmpty() && shown.equals(comparable(shown(other)));
    }

    /** Where X's link ends beside other characters is X's business: the whole word is left out. */
    private static String comparable(String text) {
        return BLANKS.splitAsStream(Normalizer.normalize(text, Normalizer.Form.NFC))
                .filter(word -> !word.isEmpty() && !LINK.matcher(word).find())
                .collect(Collectors.joining(" "));
    }

    private static String shown(String text) {
        String unescaped = text;
        for (int i = 0; i < MOST_ESCAPES && unescaped.indexOf('&') >= 0; i++) {
            unescaped = REFERENCE.matcher(unescaped).replaceAll(reference -> quoted(character(reference)));
        }
        return INVISIBLE.matcher(unescaped).replaceAll("");
    }

    private static String character(MatchResult reference) {
        if (reference.group(3) != null) {
            return switch (reference.group(3)) {
                case "amp" -> "&";
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                case "apos" -> "'";
                default -> "\u00a0";
            };
        }
        int codePoint = reference.group(1) != null
                ? Integer.parseInt(reference.group(1))
                : Integer.parseInt(reference.group(2), 16);
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : reference.group();
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
