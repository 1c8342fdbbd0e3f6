package com.inboxapp.sdk.runtime;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates values against the OpenAPI document when objects are built, before anything is sent. Messages name the field and the rule. They
 * contain a value only if it is a number, since texts may be private. Only generated code calls this class.
 */
public final class Checks {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern PLATFORM_ID = Pattern.compile("[0-9]{1,19}");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    /** Characters that are not in RFC 3986's {@code pchar}, that need escaping, or {@code ;}, which starts a parameter. */
    private static final Pattern OUTSIDE_PATH_SEGMENT = Pattern.compile("[^A-Za-z0-9._~!$&'()*+,=:@-]");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    /** Matches unpaired surrogates only: a pattern treats a surrogate pair as one character of another category. */
    private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

    private Checks() {}

    /**
     * Checks that a value is not null.
     *
     * @param value the value
     * @param field the name of the field, with its class
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
     * Copies a list and checks that it has no null element.
     *
     * @param value the list, or null
     * @param field the name of the field, with its class
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
                throw new IllegalArgumentException(field + " must not contain null");
            }
        }
        return List.copyOf(value);
    }

    /**
     * Checks that a text can be encoded in UTF-8. An unpaired surrogate, for instance of a text that was cut in the middle of an emoji,
     * would reach the server as a question mark.
     *
     * @param value a text, an object that is sent as its {@code toString()}, or a list or a {@link Patch} of these; null is valid
     * @param field the name of the field, with its class
     * @throws IllegalArgumentException if the text has an unpaired surrogate; the message contains its index
     */
    public static void sendable(@Nullable Object value, String field) {
        if (value instanceof Patch<?> patch) {
            sendable(patch.value(), field);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                sendable(list.get(i), field + "[" + i + "]");
            }
        } else if (value != null) {
            int index = indexOf(UNPAIRED_SURROGATE, value.toString());
            if (index >= 0) {
                throw new IllegalArgumentException(field + " has an unpaired surrogate at index " + index
                        + ", which cannot be sent: check whether a text was cut in the middle of a character");
            }
        }
    }

    /**
     * Returns a replacement for a private value in a {@code toString()}.
     *
     * @param value the value, or a {@link Patch} of it
     * @return {@code null} if there is no value, the state of a patch without a value, and {@code (hidden)} otherwise
     */
    public static String hidden(@Nullable Object value) {
        if (value instanceof Patch<?> patch && patch.value() == null) {
            return patch.toString();
        }
        return value == null ? "null" : "(hidden)";
    }

    /** Returns the index of the first match, or -1. */
    private static int indexOf(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.start() : -1;
    }

    /**
     * Checks the length of a text in Unicode code points, as in JSON Schema.
     *
     * @param value the text; null is valid
     * @param min the minimum length
     * @param max the maximum length
     * @param field the name of the field, with its class
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
     * Checks the size of a list.
     *
     * @param value the list; null is valid
     * @param max the maximum number of elements
     * @param field the name of the field, with its class
     * @throws IllegalArgumentException if the list is longer
     */
    public static void size(@Nullable List<?> value, int max, String field) {
        if (value != null && value.size() > max) {
            throw new IllegalArgumentException(field + " must have at most " + max
                    + (max == 1 ? " element" : " elements") + ", but has " + value.size());
        }
    }

    /**
     * Checks the range of a number.
     *
     * @param value the number; null is valid
     * @param min the minimum
     * @param max the maximum
     * @param field the name of the field, with its class
     * @throws IllegalArgumentException if the number is smaller or larger
     */
    public static void range(@Nullable Number value, long min, long max, String field) {
        if (value == null) {
            return;
        }
        if (!isWithin(value, min, max)) {
            String rule = max == Long.MAX_VALUE
                    ? "at least " + min
                    : min == Long.MIN_VALUE ? "at most " + max : "between " + min + " and " + max;
            throw new IllegalArgumentException(field + " must be " + rule + ", but was " + value);
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
     * Checks that a text matches a pattern.
     *
     * @param value the text; null is valid
     * @param pattern the pattern; it may match a part of the text, as in JSON Schema
     * @param field the name of the field, with its class
     * @throws IllegalArgumentException if the text does not match
     */
    public static void pattern(@Nullable String value, Pattern pattern, String field) {
        if (value != null && !pattern.matcher(value).find()) {
            throw new IllegalArgumentException(field + " must match the pattern " + pattern);
        }
    }

    /**
     * Checks that exactly one of several fields has a value.
     *
     * @param type the name of the class
     * @param fields the names of the fields
     * @param values the values of the fields, in the same order
     * @throws IllegalArgumentException if no field has a value, or more than one
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
     * Checks an Inbox id that was passed by a caller.
     *
     * @param value the text
     * @param type the class of the id
     * @return the text
     * @throws IllegalArgumentException if the text is null, empty, {@code .} or {@code ..}, if it contains a character that is not allowed
     *     in a URL's path, or if it consists of digits only, as platform ids do
     */
    public static String inboxId(@Nullable String value, String type) {
        String text = anyId(value, type);
        int outside = indexOf(OUTSIDE_PATH_SEGMENT, text);
        if (outside >= 0 || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException(
                    type + " must not be '.' or '..', and must not contain spaces, control characters, any of"
                            + " / \\ ? # % ; or other characters that are not allowed in a URL's path" + at(outside));
        }
        if (DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException(type
                    + " must not consist of digits only: this looks like a platform id, X's own id."
                    + " Use the property 'id', not 'platformId'");
        }
        return text;
    }

    /**
     * Checks a platform id, X's own user id, that was passed by a caller.
     *
     * @param value the text
     * @param type the class of the id
     * @return the text
     * @throws IllegalArgumentException if the text does not consist of 1 to 19 digits
     */
    public static String platformId(@Nullable String value, String type) {
        String text = anyId(value, type);
        if (!PLATFORM_ID.matcher(text).matches()) {
            throw new IllegalArgumentException(type
                    + " must consist of 1 to 19 digits, as X's own ids do. Use the property 'platformId', not 'id' or a handle"
                    + at(indexOf(NO_DIGIT, text)));
        }
        return text;
    }

    /**
     * Checks an id of unspecified format.
     *
     * @param value the text
     * @param type the class of the id
     * @return the text
     * @throws IllegalArgumentException if the text is null or empty
     */
    public static String anyId(@Nullable String value, String type) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(type + " must not be " + (value == null ? "null" : "empty"));
        }
        return value;
    }

    /**
     * Checks a text that becomes a segment of a URL's path, where it is percent-encoded. An empty segment would turn a call for one object
     * into a call for all of them.
     *
     * @param value the text
     * @param what the name of the parameter, for the message
     * @return the text
     * @throws IllegalArgumentException if the text is empty, {@code .} or {@code ..}, or contains a control character or an unpaired
     *     surrogate
     */
    public static String pathSegment(String value, String what) {
        int control = indexOf(CONTROL, value);
        if (value.isEmpty() || value.equals(".") || value.equals("..") || control >= 0) {
            throw new IllegalArgumentException(what
                    + " must not be empty, '.' or '..', or contain a control character, since it is a part of the URL's path"
                    + at(control));
        }
        sendable(value, what);
        return value;
    }

    private static String at(int index) {
        return index < 0 ? "" : " (at index " + index + ")";
    }
}
