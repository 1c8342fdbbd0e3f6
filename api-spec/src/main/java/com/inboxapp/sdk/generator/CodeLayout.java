package com.inboxapp.sdk.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts each statement on its own line, and breaks lines that are too long. Lines without either problem stay as they are. */
final class CodeLayout {
    /** The limits of the formatter that the hand-written code uses. */
    private static final int MAX_CODE = 120;

    private static final int MAX_COMMENT = 140;
    private static final String BLOCK = "    ";
    private static final String CONTINUATION = "        ";
    private static final Pattern WORD = Pattern.compile("(?:\\{@[^{}]{1,60}}|\\S)+");

    private final List<String> source;
    private final List<String> lines = new ArrayList<>();

    CodeLayout(List<String> source) {
        this.source = source;
    }

    List<String> lines() {
        List<String> comment = new ArrayList<>();
        for (String line : source) {
            if (!comment.isEmpty() || line.strip().startsWith("/**")) {
                comment.add(line);
                if (line.endsWith("*/")) {
                    addComment(comment);
                    comment.clear();
                }
            } else {
                addStatements(line);
            }
        }
        return lines;
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    // comments

    /** Fills the paragraphs that have a line that is too long. */
    private void addComment(List<String> comment) {
        if (comment.stream().allMatch(line -> line.length() <= MAX_COMMENT)) {
            lines.addAll(comment);
            return;
        }
        String indent = indent(comment.get(0));
        List<String> paragraph = new ArrayList<>();
        lines.add(indent + "/**");
        for (String line : comment) {
            String text = line.strip().replaceFirst("^(/\\*\\*|\\*(?!/))", "").replaceFirst("\\*/$", "");
            boolean edge = text.isBlank();
            if (edge || text.strip().startsWith("@")) {
                addParagraph(indent + " * ", paragraph);
                paragraph.clear();
            }
            if (!edge) {
                paragraph.add(text.strip());
            } else if (line.strip().equals("*")) {
                lines.add(indent + " *");
            }
        }
        addParagraph(indent + " * ", paragraph);
        lines.add(indent + " */");
    }

    private void addParagraph(String prefix, List<String> paragraph) {
        if (paragraph.stream().allMatch(line -> prefix.length() + line.length() <= MAX_COMMENT)) {
            paragraph.forEach(line -> lines.add(prefix + line));
            return;
        }
        String text = String.join(" ", paragraph);
        StringBuilder line = new StringBuilder(prefix);
        String gap = "";
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            if (!gap.isEmpty() && line.length() + 1 + word.group().length() > MAX_COMMENT) {
                lines.add(line.toString());
                line = new StringBuilder(prefix + (text.startsWith("@") ? BLOCK : ""));
                gap = "";
            }
            line.append(gap).append(word.group());
            gap = " ";
        }
        lines.add(line.toString());
    }

    // code

    /** Adds the statements of a line. Braces and semicolons in parentheses and literals do not end a statement. */
    private void addStatements(String line) {
        String indent = indent(line);
        String text = line.strip();
        int level = 0;
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i = next(text, i)) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth != 0 || text.startsWith("{}", i)) {
                i += text.startsWith("{}", i) ? 1 : 0;
                continue;
            }
            boolean last = text.substring(i + 1).isBlank();
            if (c == '}' && i > 0) {
                if (i > start) {
                    addWrapped(
                            indent + BLOCK.repeat(level),
                            text.substring(start, i).strip());
                    start = i;
                }
                level = Math.max(0, level - 1);
                if (last || text.substring(i + 1).matches("\\s*(else|catch|finally)\\b.*|[;,)].*")) {
                    continue;
                }
            }
            if (!last && (c == '{' || c == ';' || (c == '}' && i > 0))) {
                addWrapped(
                        indent + BLOCK.repeat(level),
                        text.substring(start, i + 1).strip());
                level += c == '{' ? 1 : 0;
                start = i + 1;
                while (text.charAt(start) == ' ') {
                    start++;
                }
                i = start - 1;
            }
        }
        addWrapped(indent + BLOCK.repeat(level), text.substring(start).strip());
    }

    /** Returns the index after a character or a literal. */
    private static int next(String text, int i) {
        if (i >= text.length() || (text.charAt(i) != '"' && text.charAt(i) != '\'')) {
            return i + 1;
        }
        char quote = text.charAt(i);
        int end = i + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private void addWrapped(String indent, String text) {
        if (text.isEmpty() || indent.length() + text.length() <= MAX_CODE || text.startsWith("//")) {
            lines.add(text.isEmpty() ? "" : indent + text);
            return;
        }
        List<String> parts = operands(text);
        if (parts.size() > 1) {
            addWrapped(indent, parts.get(0));
            parts.subList(1, parts.size()).forEach(part -> addWrapped(indent + CONTINUATION, part));
            return;
        }
        int open = longestGroup(text);
        if (open < 0) {
            addLiteral(indent, text);
            return;
        }
        int close = closing(text, open);
        String content = text.substring(open + 1, close);
        String tail = text.substring(close);
        lines.add(indent + text.substring(0, open + 1));
        if (indent.length() + CONTINUATION.length() + content.length() + tail.length() <= MAX_CODE) {
            lines.add(indent + CONTINUATION + content + tail);
            return;
        }
        List<String> arguments = split(content, ", ", 1);
        for (int i = 0; i < arguments.size(); i++) {
            addWrapped(indent + CONTINUATION, arguments.get(i) + (i == arguments.size() - 1 ? tail : ""));
        }
    }

    /** Splits before the operators outside of parentheses: of a conditional, else of a text, else of a condition. */
    private static List<String> operands(String text) {
        if (split(text, " ? ", 0).size() > 1) {
            List<String> parts = new ArrayList<>();
            split(text, " ? ", 0).forEach(part -> parts.addAll(split(part, " : ", 0)));
            return parts;
        }
        List<String> texts = split(text, " + \"", 0);
        return texts.size() > 1 ? texts : split(text, " && ", 0);
    }

    /**
     * Splits at an operator outside of parentheses and literals.
     *
     * @param kept how many characters of the operator end a part; the others begin the next, without the space
     */
    private static List<String> split(String text, String operator, int kept) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i = next(text, i)) {
            char c = text.charAt(i);
            if (isBracket(text, i)) {
                depth += c == '(' || c == '<' ? 1 : -1;
            }
            if (depth == 0 && i >= start && text.startsWith(operator, i)) {
                parts.add(text.substring(start, i + kept));
                start = i + kept + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** Returns whether a character is a parenthesis, or an angle bracket that is not an operator or an arrow. */
    private static boolean isBracket(String text, int i) {
        char c = text.charAt(i);
        boolean angle = (c == '<' || c == '>') && i > 0 && text.charAt(i - 1) != ' ' && text.charAt(i - 1) != '-';
        return angle || c == '(' || c == ')';
    }

    /** Returns the index of the parenthesis with the longest content, or -1. */
    private static int longestGroup(String text) {
        int longest = -1;
        int length = 0;
        for (int i = 0; i < text.length(); i = next(text, i)) {
            if (text.charAt(i) == '(') {
                int close = closing(text, i);
                if (close < 0) {
                    return longest;
                }
                if (close - i - 1 > length) {
                    length = close - i - 1;
                    longest = i;
                }
                i = close;
            }
        }
        return longest;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i = next(text, i)) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Adds a line that can be broken in a string literal only. */
    private void addLiteral(String indent, String text) {
        int open = text.indexOf('"');
        int end = MAX_CODE - indent.length() - 2;
        int space = text.lastIndexOf(' ', end);
        if (open < 0 || next(text, open) <= end || space <= open + 1) {
            lines.add(indent + text);
            return;
        }
        lines.add(indent + text.substring(0, space + 1) + '"');
        String more = open == 0 ? indent : indent + CONTINUATION;
        addWrapped(more, "+ \"" + text.substring(space + 1));
    }
}
