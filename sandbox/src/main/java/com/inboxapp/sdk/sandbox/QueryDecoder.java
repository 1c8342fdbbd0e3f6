package com.inboxapp.sdk.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the bracket notation of Inbox query strings into strings, lists and maps.
 *
 * <ul>
 *   <li>{@code a=1} is a string; {@code a[b]=1} is a map, to any depth up to 8.
 *   <li>A list is {@code a=1&a=2}, {@code a[]=1&a[]=2} or {@code a[0]=1&a[1]=2}. Indices may be in any order and have gaps: the values
 *       are sorted by index, and gaps are removed. A single {@code a=1} is a string, never a list of one element.
 *   <li>Brackets may be raw or percent-encoded. A plus sign is a space.
 * </ul>
 *
 * <p>Ambiguous and malformed queries are rejected: two notations for one key, a repeated index, unmatched brackets, invalid escapes, and
 * names that do not start with a letter.
 */
public final class QueryDecoder {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_INDEX = 9_999;
    private static final int MAX_PARAMETERS = 1_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Pattern INDEX = Pattern.compile("[0-9]+");

    private QueryDecoder() {}

    /**
     * Decodes a query string.
     *
     * @param rawQuery the part of the URL after the question mark, still percent-encoded; null and empty give an empty map
     * @return the values by name, in the order of their first appearance; a value is a {@link String}, a {@link List} of values or a
     *     {@link Map} of values by name; all collections are unmodifiable
     * @throws IllegalArgumentException if the query is ambiguous or malformed, or has more than 1,000 parameters; the message contains the
     *     key
     */
    public static Map<String, Object> decode(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return Map.of();
        }
        String[] pairs = rawQuery.split("&", -1);
        if (pairs.length > MAX_PARAMETERS) {
            throw new IllegalArgumentException("The query has more than " + MAX_PARAMETERS + " parameters.");
        }
        Node root = new Node("");
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String key = unescape(equals < 0 ? pair : pair.substring(0, equals));
                add(root, key, equals < 0 ? "" : unescape(pair.substring(equals + 1)));
            }
        }
        return root.map();
    }

    /** Decodes percent-encoding. A plus sign is a space. */
    static String unescape(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                throw new IllegalArgumentException("A character beyond ASCII must be percent-encoded as UTF-8.");
            } else if (c != '%') {
                bytes.write(c == '+' ? ' ' : c);
            } else if (i + 2 < text.length()
                    && HexFormat.isHexDigit(text.charAt(i + 1))
                    && HexFormat.isHexDigit(text.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                throw new IllegalArgumentException("A percent sign must be followed by two hexadecimal digits, in '"
                        + shortened(text) + "'. Write %25 for the sign itself.");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The escapes in '" + shortened(text) + "' are not valid UTF-8.", e);
        }
    }

    private static void add(Node root, String key, String value) {
        List<String> segments = segments(key);
        Node node = root;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.isEmpty() && i > 0) {
                if (i < segments.size() - 1) {
                    throw new IllegalArgumentException(
                            "In '" + shortened(key) + "' only the last brackets may be empty.");
                }
                node.appended.add(value);
                return;
            }
            node = node.child(segment, i == 0, key);
        }
        node.plain.add(value);
    }

    private static List<String> segments(String key) {
        int at = key.indexOf('[') < 0 ? key.length() : key.indexOf('[');
        List<String> segments = new ArrayList<>();
        segments.add(key.substring(0, at));
        while (at < key.length()) {
            int end = key.indexOf(']', at);
            if (key.charAt(at) != '[' || end < 0) {
                throw new IllegalArgumentException("The brackets of '" + shortened(key) + "' do not match.");
            }
            if (segments.size() > MAX_DEPTH) {
                throw new IllegalArgumentException(
                        "'" + shortened(key) + "' is nested deeper than " + MAX_DEPTH + " levels.");
            }
            segments.add(key.substring(at + 1, end));
            at = end + 1;
        }
        return segments;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /** Collects the values of one key. They are converted to one value after the whole query has been parsed. */
    private static final class Node {

        final String path;
        final List<String> plain = new ArrayList<>();
        final List<String> appended = new ArrayList<>();
        final TreeMap<Integer, Node> indexed = new TreeMap<>();
        final Map<String, Node> named = new LinkedHashMap<>();

        Node(String path) {
            this.path = path;
        }

        Node child(String segment, boolean atRoot, String key) {
            if (NAME.matcher(segment).matches()) {
                return named.computeIfAbsent(segment, name -> new Node(atRoot ? name : path + "[" + name + "]"));
            }
            if (!atRoot && INDEX.matcher(segment).matches()) {
                if (segment.length() > 4) {
                    throw new IllegalArgumentException(
                            "The index in '" + shortened(key) + "' is greater than " + MAX_INDEX + ".");
                }
                return indexed.computeIfAbsent(Integer.valueOf(segment), index -> new Node(path + "[" + index + "]"));
            }
            throw new IllegalArgumentException("'" + shortened(key) + "' is not a parameter name.");
        }

        Object value() {
            long notations = Stream.of(plain, appended, indexed.keySet(), named.keySet())
                    .filter(given -> !given.isEmpty())
                    .count();
            if (notations > 1) {
                throw new IllegalArgumentException("'" + shortened(path) + "' is given in more than one notation."
                        + " Write a list as repeated keys, with [] or with [0], [1]; do not mix them.");
            }
            if (!named.isEmpty()) {
                return map();
            }
            if (!indexed.isEmpty()) {
                return indexed.values().stream().map(Node::element).toList();
            }
            if (!appended.isEmpty()) {
                return List.copyOf(appended);
            }
            return plain.size() == 1 ? plain.get(0) : List.copyOf(plain);
        }

        private Object element() {
            if (plain.size() > 1) {
                throw new IllegalArgumentException("'" + shortened(path) + "' is given more than once.");
            }
            return value();
        }

        Map<String, Object> map() {
            Map<String, Object> values = new LinkedHashMap<>();
            named.forEach((name, node) -> values.put(name, node.value()));
            return Collections.unmodifiableMap(values);
        }
    }
}
