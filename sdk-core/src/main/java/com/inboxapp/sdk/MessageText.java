package com.inboxapp.sdk;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the text that was sent with a text that arrived. */
final class MessageText {
    /** What makes a word look like a link, whether X makes one of it or not. */
    private static final Pattern LIKE_A_LINK =
            Pattern.compile("https?://|www\\.|[\\p{L}\\p{N}]\\.\\p{L}{2}", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** They make one symbol of several: of a woman and a computer a programmer, of a flag that of Scotland. */
    private static final String JOINING = "\\x{200c}\\x{200d}\\x{e0020}-\\x{e007f}";

    private static final Pattern JOINERS = Pattern.compile("[" + JOINING + "]");

    /** Other format characters (zero width, direction, soft hyphen, byte order mark) and variation selectors. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\x{34f}\\x{180b}-\\x{180d}\\x{180f}\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}&&[^"
                    + JOINING + "]]");

    /** A character as HTML and XML write it, by its number or by its name. */
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));");

    /** How often a text may have been escaped, one time after the other. */
    private static final int MOST_ESCAPES = 3;

    /** As many letters and digits as two texts do not begin with by chance. */
    private static final int LONG_BEGINNING = 20;

    /** How surely a text that arrived is the one that was sent. */
    enum Match {
        /** It is another one, as far as anybody can tell. */
        DIFFERENT,
        /** A service may have made it of the one that was sent, and so may somebody who wrote another. */
        POSSIBLE,
        /** It is what X and careful services make of the one that was sent: links replaced, characters escaped or left out. */
        REWRITTEN,
        /** It is the same after Unicode NFC, with one blank between words. */
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
        return isPossible(loosely(sent), loosely(arrived)) ? Match.POSSIBLE : Match.DIFFERENT;
    }

    /** Where a word has changed more than it shows, only other words, which have not, say that it is the same text. */
    private static boolean isRewritten(List<String> sent, List<String> arrived) {
        if (sent.size() != arrived.size()) {
            return false;
        }
        boolean hasChanged = false;
        boolean hasProof = false;
        for (int i = 0; i < sent.size(); i++) {
            @Nullable String unchanged = sent.get(i);
            if (!unchanged.equals(arrived.get(i))) {
                unchanged = unchanged(sent.get(i), arrived.get(i));
                hasChanged = true;
            }
            if (unchanged == null) {
                return false;
            }
            hasProof |= !isLikeALink(unchanged)
                    && LETTER_OR_DIGIT.matcher(unchanged).find();
        }
        return !hasChanged || hasProof;
    }

    /** What has not changed of a word, or null if it is another one. */
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
        boolean isBeginning = Math.min(one.length(), other.length()) >= LONG_BEGINNING
                && (one.startsWith(other) || other.startsWith(one));
        return isBeginning || (!one.isEmpty() && one.equals(other));
    }

    /** Without what a service may change, or may have changed: blanks, links, compatibility forms, upper case. */
    private static String loosely(String text) {
        String words = words(JOINERS.matcher(shown(text)).replaceAll("")).stream()
                .filter(word -> !isLikeALink(word))
                .collect(Collectors.joining());
        return Normalizer.normalize(words, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static boolean isLikeALink(String word) {
        return LIKE_A_LINK.matcher(word).find();
    }

    private static List<String> words(String text) {
        return BLANKS.splitAsStream(Normalizer.normalize(text, Normalizer.Form.NFC))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** With character references read as their characters, and without characters that do not show. */
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
