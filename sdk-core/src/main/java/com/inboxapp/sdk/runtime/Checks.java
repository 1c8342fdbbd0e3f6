package com.inboxapp.sdk.runtime;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the OpenAPI document demands of values, checked where they are made, before anything is sent. Messages name the field and the
 * rule, never the value, which may be a customer's text. Called by generated code only.
 */
public final class Checks {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern PLATFORM_ID = Pattern.compile("[0-9]{1,19}");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    /** RFC 3986: what is no character of a path segment, what needs escaping there, and {@code ;}, which starts a parameter. */
    private static final Pattern OUTSIDE_PATH_SEGMENT = Pattern.compile("[^A-Za-z0-9._~!$&'()*+,=:@-]");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    /** In a pattern, two surrogates that belong together are one character, and this is not it. */
    private static final Pattern HALF_A_PAIR = Pattern.compile("\\p{Cs}");

    private Checks() {}

    /**
     * Demands a value.
     *
     * @param value the value
     * @param field the field's name, with its class
     * @param <T> the type of the value
     * @return the value
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is required");
        }
        return value;
    }

    /**
     * Copies a list.
     *
     * @param value the list, or null
     * @param field the field's name, with its class
     * @param <T> the type of the elements
     * @return an immutable copy, or null
     * @throws IllegalArgumentException if an element is null
     */
    public static <T> @Nullable List<T> copy(@Nullable List<T> value, String field) {
        if (value == null) {
            return null;
        }
        for (T element : value) {
            if (element == null) {
                throw new IllegalArgumentException(field + " must not hold a null");
            }
        }
        return List.copyOf(value);
    }

    /**
     * Demands a text that UTF-8 can carry. Half of a surrogate pair, as a text that was cut in the middle of an emoji has it, would reach the
     * server as a question mark.
     *
     * @param value a text, something that is sent as its {@code toString()}, or a list or a {@link Patch} of these; null passes
     * @param field the field's name, with its class
     * @throws IllegalArgumentException if a surrogate in it has no partner; the message says at which index
     */
    public static void sendable(@Nullable Object value, String field) {
        if (value instanceof Patch<?> patch) {
            sendable(patch.value(), field);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                sendable(list.get(i), field + "[" + i + "]");
            }
        } else if (value != null) {
            int index = indexOf(HALF_A_PAIR, value.toString());
            if (index >= 0) {
                throw new IllegalArgumentException(field + " has half of a surrogate pair at index " + index
                        + ", which cannot be sent: was a text cut in the middle of a character?");
            }
        }
    }

    /**
     * Says in a {@code toString()} whether there is a value, and nothing more of it.
     *
     * @param value what is not to be shown, or a {@link Patch} of it
     * @return {@code null} without a value, the state of a patch that has none, and {@code (hidden)} otherwise
     */
    public static String hidden(@Nullable Object value) {
        if (value instanceof Patch<?> patch && patch.value() == null) {
            return patch.toString();
        }
        return value == null ? "null" : "(hidden)";
    }

    /** The index of the first match, -1 without one. */
    private static int indexOf(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.start() : -1;
    }

    /**
     * Demands a length, counted in Unicode code points as JSON Schema does.
     *
     * @param value the text; null passes
     * @param min the smallest length
     * @param max the largest length
     * @param field the field's name, with its class
     * @throws IllegalArgumentException if the text is shorter or longer
     */
    public static void length(@Nullable String value, int min, int max, String field) {
        if (value == null) {
            return;
        }
        int length = value.codePointCount(0, value.length());
        if (length < min) {
            throw new IllegalArgumentException(
                    field + " must have at least " + min + " character" + (min == 1 ? "" : "s"));
        }
        if (length > max) {
            throw new IllegalArgumentException(field + " must have at most " + max + " characters, but has " + length);
        }
    }

    /**
     * Demands a size.
     *
     * @param value the list; null passes
     * @param max the largest number of elements
     * @param field the field's name, with its class
     * @throws IllegalArgumentException if the list is longer
     */
    public static void size(@Nullable List<?> value, int max, String field) {
        if (value != null && value.size() > max) {
            throw new IllegalArgumentException(field + " must have at most " + max
                    + (max == 1 ? " element" : " elements") + ", but has " + value.size());
        }
    }

    /**
     * Demands a range.
     *
     * @param value the number; null passes
     * @param min the smallest value
     * @param max the largest value
     * @param field the field's name, with its class
     * @throws IllegalArgumentException if the number is smaller or larger
     */
    public static void range(@Nullable Number value, long min, long max, String field) {
        if (value == null) {
            return;
        }
        if (!isWithin(value, min, max)) {
            String rule = max == Long.MAX_VALUE
                    ? "at least " + min
                    : min == Long.MIN_VALUE ? "at most " + max : "from " + min + " to " + max;
            throw new IllegalArgumentException(field + " must be " + rule + ", but is " + value);
        }
    }

    private static boolean isWithin(Number value, long min, long max) {
        if (value instanceof BigDecimal decimal) {
            return decimal.compareTo(BigDecimal.valueOf(min)) >= 0 && decimal.compareTo(BigDecimal.valueOf(max)) <= 0;
        }
        if (value instanceof Double number) {
            return number >= min && number <= max;
        }
        return value.longValue() >= min && value.longValue() <= max;
    }

    /**
     * Demands a form.
     *
     * @param value the text; null passes
     * @param pattern what must be found in it, as in JSON Schema
     * @param field the field's name, with its class
     * @throws IllegalArgumentException if the text has another form
     */
    public static void pattern(@Nullable String value, Pattern pattern, String field) {
        if (value != null && !pattern.matcher(value).find()) {
            throw new IllegalArgumentException(field + " must have the form " + pattern);
        }
    }

    /**
     * Demands that exactly one of several fields has a value.
     *
     * @param type the class
     * @param fields the fields' names
     * @param values their values, in the same order
     * @throws IllegalArgumentException if none has a value, or more than one
     */
    public static void exactlyOne(String type, List<String> fields, @Nullable Object... values) {
        int given = 0;
        for (Object value : values) {
            given += value == null ? 0 : 1;
        }
        if (given != 1) {
            throw new IllegalArgumentException(type + " needs exactly one of " + String.join(", ", fields)
                    + ", but has " + (given == 0 ? "none" : given));
        }
    }

    /**
     * Checks an Inbox id that a caller passes in.
     *
     * @param value the text
     * @param type the id's class
     * @return the text
     * @throws IllegalArgumentException if it is null, empty, {@code .} or {@code ..}, holds a character that cannot stand in a URL's path, or is
     *     made of digits only, which is the mark of a platform id
     */
    public static String inboxId(@Nullable String value, String type) {
        String text = anyId(value, type);
        int outside = indexOf(OUTSIDE_PATH_SEGMENT, text);
        if (outside >= 0 || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException(
                    type + " must not be '.' or '..', and must have neither blanks, control characters nor any of"
                            + " / \\ ? # % ; or other characters that cannot stand in a URL's path" + at(outside));
        }
        if (DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException(type
                    + " is the id of an Inbox object, and never made of digits only: this looks like a platform id, X's own id."
                    + " Use the field 'id', not 'platformId'");
        }
        return text;
    }

    /**
     * Checks one of X's own user ids that a caller passes in.
     *
     * @param value the text
     * @param type the id's class
     * @return the text
     * @throws IllegalArgumentException unless it is 1 to 19 digits
     */
    public static String platformId(@Nullable String value, String type) {
        String text = anyId(value, type);
        if (!PLATFORM_ID.matcher(text).matches()) {
            throw new IllegalArgumentException(type
                    + " is X's own id, 1 to 19 digits: this looks like something else. Use the field 'platformId', not 'id'"
                    + " or a handle" + at(indexOf(NO_DIGIT, text)));
        }
        return text;
    }

    /**
     * Checks an id whose form only the server knows.
     *
     * @param value the text
     * @param type the id's class
     * @return the text
     * @throws IllegalArgumentException if it is null or empty
     */
    public static String anyId(@Nullable String value, String type) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(type + " must not be " + (value == null ? "null" : "empty"));
        }
        return value;
    }

    /**
     * Checks a text that is to become one segment of a URL's path, where it is percent-encoded: an empty one would turn a call on one
     * object into a call on all of them.
     *
     * @param value the text
     * @param what what it is, for the message
     * @return the text
     * @throws IllegalArgumentException if it is empty, {@code .} or {@code ..}, or holds a control character or half of a surrogate pair
     */
    public static String pathSegment(String value, String what) {
        int control = indexOf(CONTROL, value);
        if (value.isEmpty() || value.equals(".") || value.equals("..") || control >= 0) {
            throw new IllegalArgumentException(what
                    + " cannot stand in the path of a request: it is empty, '.' or '..', or has a control character"
                    + at(control));
        }
        sendable(value, what);
        return value;
    }

    private static String at(int index) {
        return index < 0 ? "" : " (at index " + index + ")";
    }
}
