package com.inboxapp.sdk.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a PATCH body, which has three states: absent (left as it is), null (cleared) and a value (set).
 *
 * <p>Builders set them by {@code name(value)} and {@code clearName()}; a field that neither was called for is absent.
 *
 * @param <T> the type of the value
 */
public final class Patch<T> {
    private static final Patch<?> ABSENT = new Patch<>(true, null);
    private static final Patch<?> CLEAR = new Patch<>(false, null);

    private final boolean absent;
    private final @Nullable T value;

    private Patch(boolean absent, @Nullable T value) {
        this.absent = absent;
        this.value = value;
    }

    /**
     * The field is not sent, and stays as it is.
     *
     * @param <T> the type of the value
     * @return the absent state
     */
    @SuppressWarnings("unchecked")
    public static <T> Patch<T> absent() {
        return (Patch<T>) ABSENT;
    }

    /**
     * The field is sent as null, which clears it.
     *
     * @param <T> the type of the value
     * @return the null state
     */
    @SuppressWarnings("unchecked")
    public static <T> Patch<T> clear() {
        return (Patch<T>) CLEAR;
    }

    /**
     * The field is sent with a value.
     *
     * @param value the value, never null: {@link #clear()} sends null
     * @param <T> the type of the value
     * @return the state with this value
     * @throws NullPointerException if the value is null
     */
    public static <T> Patch<T> of(T value) {
        return new Patch<>(false, Objects.requireNonNull(value, "value: use Patch.clear() to send null"));
    }

    /**
     * Whether the field is not sent.
     *
     * @return true in the absent state
     */
    public boolean isAbsent() {
        return absent;
    }

    /**
     * Whether the field is sent as null.
     *
     * @return true in the null state
     */
    public boolean isClear() {
        return !absent && value == null;
    }

    /**
     * The value, if the field has one.
     *
     * @return the value, or null when the field is absent or cleared
     */
    public @Nullable T value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Patch<?> that && absent == that.absent && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(absent, value);
    }

    @Override
    public String toString() {
        return isAbsent() ? "absent" : isClear() ? "clear" : String.valueOf(value);
    }
}
