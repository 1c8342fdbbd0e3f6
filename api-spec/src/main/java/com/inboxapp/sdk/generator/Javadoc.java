package com.inboxapp.sdk.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts descriptions of the document to javadoc. Code spans and paragraphs of Markdown are converted, everything else is plain text. */
final class Javadoc {
    private static final Pattern PARAGRAPHS = Pattern.compile("\\R\\s*\\R");
    private static final String DEPRECATED = "Deprecated: ";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Javadoc() {}

    /**
     * Returns the replacement of a deprecated element: the paragraph of the description that begins with {@code Deprecated: }.
     *
     * @throws SpecException if there is no such paragraph
     */
    static String replacement(@Nullable String description, String where) {
        for (String paragraph : PARAGRAPHS.split(description == null ? "" : description.strip(), -1)) {
            if (paragraph.startsWith(DEPRECATED)) {
                return paragraph.substring(DEPRECATED.length()).strip();
            }
        }
        throw new SpecException(
                where,
                "is deprecated: its description needs a paragraph that begins with '" + DEPRECATED
                        + "' and names the replacement");
    }

    /** Returns a description without the paragraph that becomes the {@code @deprecated} tag. */
    static @Nullable String withoutReplacement(@Nullable String description) {
        return description == null
                ? null
                : Stream.of(PARAGRAPHS.split(description.strip(), -1))
                        .filter(paragraph -> !paragraph.startsWith(DEPRECATED))
                        .collect(Collectors.joining("\n\n"));
    }

    /** Returns an indented comment block. Tags are lines such as {@code @return the page}. */
    static String block(String indent, @Nullable String description, List<String> tags) {
        List<String> lines = new ArrayList<>();
        String text = description == null ? "" : description.strip();
        boolean first = true;
        for (String paragraph : PARAGRAPHS.split(text, -1)) {
            if (!paragraph.isBlank()) {
                if (!first) {
                    lines.add("");
                }
                lines.addAll(
                        (first ? "" : "<p>").concat(inline(paragraph)).lines().toList());
                first = false;
            }
        }
        if (!tags.isEmpty() && !lines.isEmpty()) {
            lines.add("");
        }
        tags.forEach(tag -> lines.addAll(tag.lines().toList()));
        if (lines.isEmpty()) {
            return "";
        }
        return lines.stream()
                .map(line -> indent + (line.isBlank() ? " *" : " * " + line.strip()))
                .collect(Collectors.joining("\n", indent + "/**\n", "\n" + indent + " */\n"));
    }

    /** Converts a text without tags, and escapes {@code &}, {@code <}, {@code @} and the end of a comment. */
    static String inline(@Nullable String text) {
        if (text == null) {
            return "";
        }
        // braces must balance inside {@code ..}: code spans with unbalanced braces become plain text
        String escaped = text.strip().replace("*/", "*&#47;");
        StringBuilder out = new StringBuilder();
        int end = 0;
        for (var matcher = CODE.matcher(escaped); matcher.find(); end = matcher.end()) {
            out.append(plain(escaped.substring(end, matcher.start())));
            out.append(code(matcher.group(1)));
        }
        return out.append(plain(escaped.substring(end))).toString();
    }

    /** Returns a text in code font if its braces balance, otherwise as plain text. */
    static String code(String text) {
        String escaped = text.replace("*/", "*&#47;").replaceAll("\\R\\s*", " ");
        return balanced(escaped) ? "{@code " + escaped + "}" : plain(escaped);
    }

    private static String plain(String text) {
        return text.replace("&", "&amp;")
                .replace("*&amp;#47;", "*&#47;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;");
    }

    private static boolean balanced(String code) {
        int depth = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0 && !code.contains("\\");
    }
}
