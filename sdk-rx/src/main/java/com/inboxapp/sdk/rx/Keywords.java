package com.inboxapp.sdk.rx;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words to look for in a text, the guide's {@code supportKeywords}. Whole words only: {@code bug} is not found in {@code debugging}. Upper and
 * lower case, different kinds of apostrophes and ways to write an accent in Unicode do not matter, and neither does what kind of blank is between
 * the words of a phrase. Where a script puts no blanks between words (Chinese, Japanese, Thai and others), a word is found anywhere, and a word of
 * another script between its letters is a whole one.
 *
 * <p>A star at the end stands for any ending: {@code issue*} finds {@code issues}. Languages that put endings to their words, as Korean and
 * Turkish do, need it more than others. Immutable.
 */
public final class Keywords {
    /** The long mark of Japanese belongs to no script. */
    private static final String WITHOUT_BLANKS =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\u30fc\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";
    /** What a word is made of. */
    private static final String WORD = "[\\p{L}\\p{M}\\p{N}_]";
    /** What a word goes on with. */
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
     * Looks for any of these.
     *
     * @param words words or phrases, one at least
     * @return the keywords
     * @throws IllegalArgumentException if there are none, or one has nothing in it
     */
    public static Keywords anyOf(String... words) {
        List<String> given = List.copyOf(Arrays.asList(Objects.requireNonNull(words, "words")));
        if (given.isEmpty()) {
            throw new IllegalArgumentException("words must not be empty");
        }
        for (String word : given) {
            if (plain(word).isEmpty()) {
                throw new IllegalArgumentException("a keyword must have something in it: \"" + word + "\"");
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

    /** One form for all ways to write the same. Some letters are equal in upper case only, and some have an upper case of their own. */
    private static String folded(String text) {
        // on its own, an acute accent becomes a blank with an accent
        String composed = Normalizer.normalize(text.replace('\u00b4', '\''), Normalizer.Form.NFKC)
                .replaceAll("[\u2018\u2019\u02bc`]", "'")
                .replaceAll("[\\p{Z}\\s]", " ");
        String cased = composed.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace("i\u0307", "i")
                .replace('\u03c2', '\u03c3'); // a sigma's form says whether a word ends there
        return Normalizer.normalize(cased, Normalizer.Form.NFKC);
    }

    /**
     * Whether one of them is in a text.
     *
     * @param text any text
     * @return true if one is
     */
    public boolean isIn(String text) {
        return pattern.matcher(folded(Objects.requireNonNull(text, "text"))).find();
    }

    @Override
    public String toString() {
        return "Keywords" + words;
    }
}
