package com.inboxapp.sdk.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java file as rendered from a template. Templates import all that they may need, and put whole blocks on one line. {@link #print()}
 * imports only what the file uses, puts each statement on its own line, and breaks long lines.
 */
final class SourceFile {
    private static final String LITERAL = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'";
    private static final Pattern NOT_CODE = Pattern.compile(LITERAL + "|/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile("(?:\\{@link(?:plain)?|@throws|@see)\\s+([A-Z]\\w*)");
    private static final Pattern SIMPLE = Pattern.compile("(?<![.\\w])[A-Z]\\w*");
    private static final Pattern QUALIFIED = Pattern.compile("(?<![.\\w])[a-z]\\w*(?:\\.[a-z]\\w*)+\\.([A-Z]\\w*)");
    private static final Pattern IMPORT = Pattern.compile("import ([\\w.]+)\\.(\\w+|\\*);");

    private final List<String> header = new ArrayList<>();
    private final List<String> imports = new ArrayList<>();
    private final List<String> body = new ArrayList<>();
    private final Set<String> classes;

    /**
     * Reads a rendered file.
     *
     * @param text the text, with a package declaration
     * @param classes the simple names of the classes that a wildcard import stands for
     */
    SourceFile(String text, Set<String> classes) {
        this.classes = classes;
        List<String> target = header;
        for (String line : text.lines().map(String::stripTrailing).toList()) {
            if (IMPORT.matcher(line).matches()) {
                imports.add(line);
            } else {
                target.add(line);
            }
            if (line.startsWith("package ")) {
                target = body;
            }
        }
    }

    /** Returns the text to write to the file. */
    String print() {
        Set<String> used = usedNames(String.join("\n", header) + "\n" + String.join("\n", body));
        Map<String, String> imported = new HashMap<>();
        for (String line : imports) {
            Matcher matcher = IMPORT.matcher(line);
            if (matcher.matches() && !header.contains("package " + matcher.group(1) + ";")) {
                (matcher.group(2).equals("*") ? classes.stream() : Stream.of(matcher.group(2)))
                        .filter(used::contains)
                        .forEach(name -> imported.put(name, matcher.group(1) + "." + name));
            }
        }
        List<String> code = shorten(used, imported).lines().toList();
        List<String> lines = new ArrayList<>(header);
        lines.add("");
        imported.values().stream().sorted().forEach(name -> lines.add("import " + name + ";"));
        lines.add("");
        lines.addAll(new CodeLayout(code).lines());
        return String.join("\n", singleBlankLines(lines)) + "\n";
    }

    /** Returns the body with simple names in place of qualified ones, and adds their imports. A simple name that is in use stays. */
    private String shorten(Set<String> used, Map<String, String> imported) {
        return replaceCode(
                String.join("\n", body),
                code -> QUALIFIED
                        .matcher(code)
                        .replaceAll(match -> !used.contains(match.group(1))
                                        && imported.computeIfAbsent(match.group(1), name -> match.group())
                                                .equals(match.group())
                                ? match.group(1)
                                : match.group()));
    }

    private static String replaceCode(String text, UnaryOperator<String> change) {
        StringBuilder out = new StringBuilder();
        int end = 0;
        for (Matcher other = NOT_CODE.matcher(text); other.find(); end = other.end()) {
            out.append(change.apply(text.substring(end, other.start()))).append(other.group());
        }
        return out.append(change.apply(text.substring(end))).toString();
    }

    /** Returns the simple names in code and in the references of comments. */
    private static Set<String> usedNames(String text) {
        Set<String> used = new HashSet<>();
        REFERENCE.matcher(text).results().forEach(match -> used.add(match.group(1)));
        String code = NOT_CODE.matcher(text).replaceAll(" ");
        SIMPLE.matcher(code).results().forEach(match -> used.add(match.group()));
        return used;
    }

    private static List<String> singleBlankLines(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean blank = false;
        for (String line : lines) {
            if (line.isEmpty()) {
                blank = true;
                continue;
            }
            String last = kept.isEmpty() ? "{" : kept.get(kept.size() - 1);
            if (blank && !last.endsWith("{") && !line.strip().startsWith("}")) {
                kept.add("");
            }
            kept.add(line);
            blank = false;
        }
        return kept;
    }
}
