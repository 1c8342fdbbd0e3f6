package com.inboxapp.sdk.sandbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tags or the statuses of the team. Their names are unique. */
final class Labels {

    /** The predefined colours, by name. */
    static final Map<String, String> COLORS = colors();

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final int MAX_NAME = 255;

    private final String kind;
    private final Map<String, Label> byId = new LinkedHashMap<>();

    /**
     * Creates an empty set of labels.
     *
     * @param kind {@code tag} or {@code status}
     */
    Labels(String kind) {
        this.kind = kind;
    }

    String kind() {
        return kind;
    }

    Collection<Label> all() {
        return byId.values();
    }

    /**
     * Returns a label.
     *
     * @throws ApiError 404 if there is no label with this id
     */
    Label get(String id) {
        Label label = byId.get(id);
        if (label == null) {
            throw ApiError.unknownId("NOT_FOUND", kind, id);
        }
        return label;
    }

    /**
     * Adds a label. Replaces a label with the same id.
     *
     * @throws ApiError 422 if the name or the colour is invalid; 409 if another label has the name
     */
    void put(Label label) {
        if (label.name().length() > MAX_NAME) {
            throw ApiError.invalidBody("The field 'name' takes at most " + MAX_NAME + " characters.");
        }
        checkColor(label.color());
        for (Label other : byId.values()) {
            if (other.name().equals(label.name()) && !other.id().equals(label.id())) {
                throw ApiError.conflict("The team already has a " + kind + " with this name: " + other.id() + ".");
            }
        }
        byId.put(label.id(), label);
    }

    void remove(Label label) {
        byId.remove(label.id());
    }

    /**
     * Validates a colour; null is valid.
     *
     * @throws ApiError 422 if the colour is invalid
     */
    static void checkColor(@Nullable String color) {
        if (color != null && !COLORS.containsKey(color) && !HEX.matcher(color).matches()) {
            throw ApiError.invalidBody("The field 'color' takes one of " + COLORS.keySet() + ", or #rrggbb, or null.");
        }
    }

    private static Map<String, String> colors() {
        Map<String, String> colors = new LinkedHashMap<>();
        colors.put("gray", "#6b7280");
        colors.put("red", "#ef4444");
        colors.put("orange", "#f97316");
        colors.put("yellow", "#eab308");
        colors.put("green", "#22c55e");
        colors.put("teal", "#14b8a6");
        colors.put("blue", "#3b82f6");
        colors.put("purple", "#a855f7");
        colors.put("pink", "#ec4899");
        return colors;
    }
}
