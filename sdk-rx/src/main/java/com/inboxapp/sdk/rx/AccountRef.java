package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLinkId;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reference to one of the team's account links, by Inbox id, handle or purpose. */
public final class AccountRef {
    private enum Kind {
        ID("id"),
        HANDLE("handle"),
        PURPOSE("purpose");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private final Kind kind;
    private final String value;
    private final @Nullable AccountLinkId id;

    private AccountRef(Kind kind, String value, @Nullable AccountLinkId id) {
        this.kind = kind;
        this.value = value;
        this.id = id;
    }

    /**
     * Refers to an account by Inbox id, for instance {@code acc_abc123}.
     *
     * @param id the id
     * @return the reference
     */
    public static AccountRef id(AccountLinkId id) {
        return new AccountRef(Kind.ID, Objects.requireNonNull(id, "id").value(), id);
    }

    /**
     * Refers to an account by its handle on X, with or without the at sign, in upper or lower case. Unlike ids, handles
     * can change.
     *
     * @param handle for instance {@code @acmecorp}
     * @return the reference
     * @throws IllegalArgumentException if the handle is empty or contains a character that handles cannot have
     */
    public static AccountRef handle(String handle) {
        String plain = plainHandle(Objects.requireNonNull(handle, "handle"));
        if (!plain.matches("[\\p{Alnum}_]+")) {
            throw new IllegalArgumentException(
                    "handle must be letters, digits and underscores, with or without an @ before them");
        }
        return new AccountRef(Kind.HANDLE, plain, null);
    }

    /**
     * Refers to an account by its purpose, as recorded with {@link AccountsOptions.Builder#purpose}.
     *
     * @param purpose for instance {@code sales}, in upper or lower case
     * @return the reference
     * @throws IllegalArgumentException if the purpose is blank
     */
    public static AccountRef purpose(String purpose) {
        return new AccountRef(Kind.PURPOSE, plainPurpose(purpose), null);
    }

    static String plainHandle(String handle) {
        String trimmed = handle.strip();
        return (trimmed.startsWith("@") ? trimmed.substring(1) : trimmed).toLowerCase(Locale.ROOT);
    }

    static String plainPurpose(String purpose) {
        String plain = Objects.requireNonNull(purpose, "purpose").strip().toLowerCase(Locale.ROOT);
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("purpose must not be blank");
        }
        return plain;
    }

    /** Returns the Inbox id, or null if this is a reference by handle or purpose. */
    @Nullable
    AccountLinkId id() {
        return id;
    }

    /** Returns the handle in lower case without the at sign, or null if this is a reference by id or purpose. */
    @Nullable
    String handle() {
        return kind == Kind.HANDLE ? value : null;
    }

    /** Returns the purpose in lower case, or null if this is a reference by id or handle. */
    @Nullable
    String purpose() {
        return kind == Kind.PURPOSE ? value : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountRef ref && kind == ref.kind && value.equals(ref.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, value);
    }

    @Override
    public String toString() {
        return kind.word + " " + (kind == Kind.HANDLE ? "@" + value : value);
    }
}
