package com.inboxapp.sdk.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns query objects into the names and values of a query string, by the rules of the API introduction ("Encoding objects
 * and arrays in query params"). Names and values come out as plain text; percent-encoding is the HTTP client's work.
 *
 * <p>Not safe for use by several threads.
 */
public final class QueryWriter {
    private final NameSet names;
    private final ArrayForm arrays;
    private final CursorForm cursors;
    private final List<Map.Entry<String, String>> entries = new ArrayList<>();
    private String prefix = "";

    /**
     * Creates a writer that has written nothing yet.
     *
     * @param names which of two names to write
     * @param arrays how to write arrays
     * @param cursors how to write cursors
     */
    public QueryWriter(NameSet names, ArrayForm arrays, CursorForm cursors) {
        this.names = Objects.requireNonNull(names, "names");
        this.arrays = Objects.requireNonNull(arrays, "arrays");
        this.cursors = Objects.requireNonNull(cursors, "cursors");
    }

    /**
     * Which of two names is written.
     *
     * @return the name set
     */
    public NameSet names() {
        return names;
    }

    /**
     * How cursors are written.
     *
     * @return the form
     */
    public CursorForm cursors() {
        return cursors;
    }

    /**
     * Writes {@code name=value}.
     *
     * @param name the parameter
     * @param value its value; null writes nothing
     * @throws IllegalArgumentException if it holds half of a surrogate pair
     */
    public void scalar(String name, @Nullable Object value) {
        if (value != null) {
            add(key(name), value);
        }
    }

    /**
     * Writes an array in the form that this writer was made for.
     *
     * @param name the parameter
     * @param values its values; null and empty write nothing
     * @throws IllegalArgumentException if one holds half of a surrogate pair
     */
    public void array(String name, @Nullable List<?> values) {
        if (values == null) {
            return;
        }
        String key = key(name);
        boolean repeat = arrays == ArrayForm.REPEAT && values.size() > 1;
        for (int i = 0; i < values.size(); i++) {
            String suffix = repeat ? "" : arrays == ArrayForm.INDICES ? "[" + i + "]" : "[]";
            add(key + suffix, values.get(i));
        }
    }

    /**
     * Writes an object in brackets: {@code name[property]=value}.
     *
     * @param name the parameter
     * @param value its value; null writes nothing
     */
    public void object(String name, @Nullable QueryParameters value) {
        if (value == null) {
            return;
        }
        String outer = prefix;
        prefix = key(name);
        value.writeTo(this);
        prefix = outer;
    }

    /**
     * Everything written so far, in order. A name may occur more than once.
     *
     * @return an unmodifiable view
     */
    public List<Map.Entry<String, String>> entries() {
        return Collections.unmodifiableList(entries);
    }

    private String key(String name) {
        return prefix.isEmpty() ? name : prefix + "[" + name + "]";
    }

    private void add(String key, Object value) {
        Checks.sendable(value, key);
        entries.add(Map.entry(key, value.toString()));
    }
}
