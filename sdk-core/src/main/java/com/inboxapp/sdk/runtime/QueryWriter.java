package com.inboxapp.sdk.runtime;

import com.inboxapp.sdk.query.ArrayFormat;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.query.NameSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encodes query objects as the names and values of a query string, by the rules of the API introduction ("Encoding objects and arrays in
 * query params"). Names and values are plain text; the HTTP client percent-encodes them.
 *
 * <p>Not thread-safe.
 */
public final class QueryWriter {
    private final NameSet names;
    private final ArrayFormat arrays;
    private final CursorFormat cursors;
    private final List<Map.Entry<String, String>> entries = new ArrayList<>();
    private String prefix = "";

    /**
     * Creates an empty writer.
     *
     * @param names the name set
     * @param arrays the format of arrays
     * @param cursors the format of cursors
     */
    public QueryWriter(NameSet names, ArrayFormat arrays, CursorFormat cursors) {
        this.names = Objects.requireNonNull(names, "names");
        this.arrays = Objects.requireNonNull(arrays, "arrays");
        this.cursors = Objects.requireNonNull(cursors, "cursors");
    }

    /**
     * Returns the name set.
     *
     * @return the name set
     */
    public NameSet names() {
        return names;
    }

    /**
     * Returns the format of cursors.
     *
     * @return the format
     */
    public CursorFormat cursors() {
        return cursors;
    }

    /**
     * Writes {@code name=value}.
     *
     * @param name the parameter
     * @param value the value; null writes nothing
     * @throws IllegalArgumentException if the value has an unpaired surrogate
     */
    public void scalar(String name, @Nullable Object value) {
        if (value != null) {
            add(key(name), value);
        }
    }

    /**
     * Writes an array in the format of this writer.
     *
     * @param name the parameter
     * @param values the values; null and empty lists write nothing
     * @throws IllegalArgumentException if a value has an unpaired surrogate
     */
    public void array(String name, @Nullable List<?> values) {
        if (values == null) {
            return;
        }
        String key = key(name);
        boolean repeat = arrays == ArrayFormat.REPEAT && values.size() > 1;
        for (int i = 0; i < values.size(); i++) {
            String suffix = repeat ? "" : arrays == ArrayFormat.INDICES ? "[" + i + "]" : "[]";
            add(key + suffix, values.get(i));
        }
    }

    /**
     * Writes the properties of an object: {@code name[property]=value}.
     *
     * @param name the parameter
     * @param value the object; null writes nothing
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
     * Returns the names and values that were written, in order. A name may occur more than once.
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
