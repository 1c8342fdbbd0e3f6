package com.inboxapp.sdk.rx;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keywords to search for in a text: the guide's {@code supportKeywords}. Matches whole words only: {@code bug} does not
 * match {@code debugging}. Ignores case, the kind of apostrophe, the Unicode form of accents, and the kind of white
 * space between the words of a phrase. In scripts without blanks between words (Chinese, Japanese, Thai and others) a
 * keyword matches anywhere, and a word of another script between such letters is a whole word.
 *
 * <p>A trailing star matches any ending: {@code issue*} matches {@code issues}. It is especially useful for languages
 * that append endings to words, such as Korean and Turkish. Immutable.
 */
public final class Keywords {
    /** The scripts without blanks, and the prolonged sound mark of Japanese, which belongs to no script. */
    private static final String WITHOUT_BLANKS =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\u30fc\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";
    /** A character of a word. */
    private static final String WORD = "[\\p{L}\\p{M}\\p{N}_]";
    /** A character that continues a word. */
    private static final String SAME_WORD = "[\\p{L}\\p{M}\\p{N}_&&[^" + WITHOUT_BLANKS + "]]";

    private static final Pattern BEGINS_WITH_WORD = Pattern.compile("^" + WORD + ".*", Pattern.DOTALL);
    private static final Pattern ENDS_WITH_WORD = Pattern.compile(".*" + WORD + "$", Pattern.DOTALL);
    private static final Pattern BEGINS_WITHOUT_BLANKS = Pattern.compile("^[" + WITHOUT_BLANKS + "].*", Pattern.DOTALL);
    private static final Pattern ENDS_WITHOUT_BLANKS = Pattern.compile(".*[" + WITHOUT_BLANKS + "]$", Pattern.DOTALL);

    private final List<String> words;
    private final Pattern pattern;

    private Keywords(List<String> words) {
        this.words = words;
        this.pattern = Pattern.compile(words.stream().map(Keywords::pattern).collect(Collectors.joining("|")));
    }

    /**
     * Matches texts that contain any of these keywords.
     *
     * @param words words or phrases, at least one
     * @return the keywords
     * @throws IllegalArgumentException if there are none, or one of them is blank
     */
    public static Keywords anyOf(String... words) {
        List<String> given = List.copyOf(Arrays.asList(Objects.requireNonNull(words, "words")));
        if (given.isEmpty()) {
            throw new IllegalArgumentException("words must not be empty");
        }
        for (String word : given) {
            if (plain(word).isEmpty()) {
                throw new IllegalArgumentException("keyword must not be blank, but was \"" + word + "\"");
            }
        }
        return new Keywords(given);
    }

    private static String plain(String word) {
        String folded = folded(word).strip();
        return folded.endsWith("*") ? folded.substring(0, folded.length() - 1).strip() : folded;
    }

    private static String pattern(String word) {
        String plain = plain(word);
        String phrase = Arrays.stream(plain.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        boolean bounded = BEGINS_WITH_WORD.matcher(plain).matches()
                && !BEGINS_WITHOUT_BLANKS.matcher(plain).matches();
        boolean open = folded(word).strip().endsWith("*")
                || !ENDS_WITH_WORD.matcher(plain).matches()
                || ENDS_WITHOUT_BLANKS.matcher(plain).matches();
        return (bounded ? "(?<!" + SAME_WORD + ")" : "") + phrase + (open ? "" : "(?!" + SAME_WORD + ")");
    }

    /**
     * Returns one form for all spellings of a text. Some letters are equal only in upper case, and others only in lower
     * case.
     */
    private static String folded(String text) {
        // before NFKC, which turns a lone acute accent into a blank with an accent
        String composed = Normalizer.normalize(text.replace('\u00b4', '\''), Normalizer.Form.NFKC)
                .replaceAll("[\u2018\u2019\u02bc`]", "'")
                .replaceAll("[\\p{Z}\\s]", " ");
        String cased = composed.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace("i\u0307", "i")
                .replace('\u03c2', '\u03c3'); // the final form of sigma depends on the end of the word
        return Normalizer.normalize(cased, Normalizer.Form.NFKC);
    }

    /**
     * Returns whether a text contains one of the keywords.
     *
     * @param text any text
     * @return whether a keyword matches
     */
    public boolean matches(String text) {
        return pattern.matcher(folded(Objects.requireNonNull(text, "text"))).find();
    }

    @Override
    public String toString() {
        return "Keywords" + words;
    }
}
