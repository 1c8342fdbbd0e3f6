package com.inboxapp.sdk;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the text that was sent with the text of a message in the thread. */
final class MessageText {
    /** Matches a word that looks like a link, whether X turns it into one or not. */
    private static final Pattern LINK_LIKE =
            Pattern.compile("https?://|www\\.|[\\p{L}\\p{N}]\\.\\p{L}{2}", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

    /**
     * Characters that join several symbols into one: a woman and a computer into a programmer, a flag and letters into the flag of
     * Scotland.
     */
    private static final String JOINING = "\\x{200c}\\x{200d}\\x{e0020}-\\x{e007f}";

    private static final Pattern JOINERS = Pattern.compile("[" + JOINING + "]");

    /** Other format characters (zero width, direction, soft hyphen, byte order mark) and variation selectors. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\x{34f}\\x{180b}-\\x{180d}\\x{180f}\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}&&[^"
                    + JOINING + "]]");

    /** An HTML or XML character reference, by number or by name. */
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));");

    /** The maximum number of times that a text may have been escaped in sequence. */
    private static final int MAX_ESCAPES = 3;

    /** The number of leading letters and digits that two texts do not share by chance. */
    private static final int MIN_PREFIX_LENGTH = 20;

    /** How certain it is that a text in the thread is the one that was sent. */
    enum Match {
        /** The text is a different one. */
        DIFFERENT,
        /** A service may have made it from the sent text, but it may also be a different text by another author. */
        POSSIBLE,
        /** X and careful services make it from the sent text: links replaced, characters escaped or left out. */
        REWRITTEN,
        /** The text is the same after Unicode NFC normalization and with single blanks between words. */
        SAME;

        boolean isAtLeast(Match other) {
            return compareTo(other) >= 0;
        }
    }

    private MessageText() {}

    static Match compare(String sent, String arrived) {
        if (sent.equals(arrived)) {
            return Match.SAME;
        }
        List<String> shown = words(shown(sent));
        if (!shown.isEmpty()) {
            if (words(sent).equals(words(arrived))) {
                return Match.SAME;
            }
            if (isRewritten(shown, words(shown(arrived)))) {
                return Match.REWRITTEN;
            }
        }
        return isPossible(normalizedLoosely(sent), normalizedLoosely(arrived)) ? Match.POSSIBLE : Match.DIFFERENT;
    }

    /**
     * Returns whether the words match. If some words have changed, at least one unchanged part with a letter or digit, which is no link,
     * must prove that it is the same text.
     */
    private static boolean isRewritten(List<String> sent, List<String> arrived) {
        if (sent.size() != arrived.size()) {
            return false;
        }
        boolean hasChanged = false;
        boolean hasUnchangedText = false;
        for (int i = 0; i < sent.size(); i++) {
            @Nullable String unchanged = sent.get(i);
            if (!unchanged.equals(arrived.get(i))) {
                unchanged = unchanged(sent.get(i), arrived.get(i));
                hasChanged = true;
            }
            if (unchanged == null) {
                return false;
            }
            hasUnchangedText |= !looksLikeALink(unchanged)
                    && LETTER_OR_DIGIT.matcher(unchanged).find();
        }
        return !hasChanged || hasUnchangedText;
    }

    /** Returns the unchanged part of a word, or null if it is a different word. */
    private static @Nullable String unchanged(String sent, String arrived) {
        String apart = JOINERS.matcher(sent).replaceAll("");
        return apart.equals(arrived) ? "" : SentLinks.besideLinks(sent, arrived);
    }

    private static boolean isPossible(String sent, String arrived) {
        if (sent.equals(arrived)) {
            return true;
        }
        String one = NO_LETTER_OR_DIGIT.matcher(sent).replaceAll("");
        String other = NO_LETTER_OR_DIGIT.matcher(arrived).replaceAll("");
        boolean isPrefix = Math.min(one.length(), other.length()) >= MIN_PREFIX_LENGTH
                && (one.startsWith(other) || other.startsWith(one));
        return isPrefix || (!one.isEmpty() && one.equals(other));
    }

    /** Normalizes a text for a loose comparison. Removes what a service may change: blanks, links, compatibility forms, upper case. */
    private static String normalizedLoosely(String text) {
        String words = words(JOINERS.matcher(shown(text)).replaceAll("")).stream()
                .filter(word -> !looksLikeALink(word))
                .collect(Collectors.joining());
        return Normalizer.normalize(words, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static boolean looksLikeALink(String word) {
        return LINK_LIKE.matcher(word).find();
    }

    private static List<String> words(String text) {
        return BLANKS.splitAsStream(Normalizer.normalize(text, Normalizer.Form.NFC))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Decodes character references and removes invisible characters. */
    private static String shown(String text) {
        String unescaped = text;
        for (int i = 0; i < MAX_ESCAPES && unescaped.indexOf('&') >= 0; i++) {
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
