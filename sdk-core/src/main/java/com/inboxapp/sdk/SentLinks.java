package com.inboxapp.sdk;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the links of a text that X has replaced with t.co links. */
final class SentLinks {
    private static final Pattern LINK_OF_X = Pattern.compile("https?://t\\.co/[a-z0-9]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEME = Pattern.compile("https?://.+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern END_OF_HOST = Pattern.compile("[/?#:]");
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{M}\\p{N}.-]+");

    /** Characters that turn a following host without a scheme into something else: an address, a name, a topic. */
    private static final String NOT_BEFORE_HOSTS = "@#$_-./\uff20\uff03";

    private static final int COUNTRY_CODE = 2;

    /**
     * Unambiguous top-level domains, besides those of countries. There are many more, but some of them are words that may follow a full
     * stop in a text: a link with one of those counts only if it has a scheme.
     */
    private static final Set<String> TOP_LEVEL_DOMAINS =
            Set.of("com", "net", "org", "info", "biz", "edu", "gov", "mil", "int", "app", "dev", "xyz", "\u0440\u0444");

    private SentLinks() {}

    /**
     * Returns the parts of a word that are beside its links.
     *
     * @return null if the arrived word is not the sent word with each link replaced by one of X's
     */
    static @Nullable String besideLinks(String sent, String arrived) {
        String[] beside = LINK_OF_X.split(arrived, -1);
        int last = beside.length - 1;
        if (last == 0 || !sent.startsWith(beside[0]) || !sent.endsWith(beside[last])) {
            return null;
        }
        int at = beside[0].length();
        int end = sent.length() - beside[last].length();
        for (int i = 1; i <= last; i++) {
            int next = i == last ? end : sent.indexOf(beside[i], at);
            if (next < at || next > end || !isLink(sent.substring(at, next))) {
                return null;
            }
            at = next + beside[i].length();
        }
        return String.join("", beside);
    }

    /** Returns whether X turns the text into a link, apart from leading and trailing punctuation. */
    private static boolean isLink(String text) {
        int start = 0;
        while (start < text.length() && !Character.isLetterOrDigit(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        String link = text.substring(start);
        return SCHEME.matcher(link).matches()
                || ((start == 0 || NOT_BEFORE_HOSTS.indexOf(text.charAt(start - 1)) < 0) && hasHost(link));
    }

    private static boolean hasHost(String link) {
        String host = END_OF_HOST.split(link, 2)[0];
        int end = host.length();
        while (end > 0 && !Character.isLetterOrDigit(host.codePointBefore(end))) {
            end -= Character.charCount(host.codePointBefore(end));
        }
        host = host.substring(0, end);
        int dot = host.lastIndexOf('.');
        return dot > 0
                && HOST.matcher(host).matches()
                && !host.contains("..")
                && isTopLevelDomain(host.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean isTopLevelDomain(String name) {
        boolean isCountry =
                name.length() == COUNTRY_CODE && name.chars().allMatch(letter -> letter >= 'a' && letter <= 'z');
        return isCountry || TOP_LEVEL_DOMAINS.contains(name);
    }
}
