package com.inboxapp.sdk.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A property of a PATCH body. It has three states: absent (unchanged), null (cleared), or a value (set).
 *
 * <p>Builders set a property with {@code name(value)}, and clear it with {@code clearName()}. If neither is called, the property is absent.
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
     * Returns the absent state: the property is not sent, and stays unchanged.
     *
     * @param <T> the type of the value
     * @return the absent state
     */
    @SuppressWarnings("unchecked")
    public static <T> Patch<T> absent() {
        return (Patch<T>) ABSENT;
    }

    /**
     * Returns the null state: the property is sent as null, which clears it.
     *
     * @param <T> the type of the value
     * @return the null state
     */
    @SuppressWarnings("unchecked")
    public static <T> Patch<T> clear() {
        return (Patch<T>) CLEAR;
    }

    /**
     * Returns the state with a value: the property is sent with this value.
     *
     * @param value the value, which must not be null; use {@link #clear()} to send null
     * @param <T> the type of the value
     * @return the state with this value
     * @throws NullPointerException if the value is null
     */
    public static <T> Patch<T> of(T value) {
        return new Patch<>(false, Objects.requireNonNull(value, "value: use Patch.clear() to send null"));
    }

    /**
     * Returns whether the property is not sent.
     *
     * @return true in the absent state
     */
    public boolean isAbsent() {
        return absent;
    }

    /**
     * Returns whether the property is sent as null.
     *
     * @return true in the null state
     */
    public boolean isClear() {
        return !absent && value == null;
    }

    /**
     * Returns the value, if there is one.
     *
     * @return the value, or null if the property is absent or cleared
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
