package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Something was asked about several account links, and for some of them it failed. What the others answered was delivered before.
 */
public final class InboxAccountsException extends InboxException {
    private static final long serialVersionUID = 1L;

    private final transient Map<AccountLinkId, Throwable> failures;

    /**
     * Called by whatever asks about several account links.
     *
     * @param operation the operation that failed
     * @param failures what failed, by account link, in their order; the first one is the cause
     * @throws IllegalArgumentException if there are none
     */
    public InboxAccountsException(String operation, Map<AccountLinkId, ? extends Throwable> failures) {
        super(
                Objects.requireNonNull(operation, "operation"),
                0,
                message(failures),
                failures.values().iterator().next());
        this.failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    private static String message(Map<AccountLinkId, ? extends Throwable> failures) {
        if (Objects.requireNonNull(failures, "failures").isEmpty()) {
            throw new IllegalArgumentException("failures must not be empty");
        }
        return failures.entrySet().stream()
                .map(failure -> failure.getKey() + ": " + failure.getValue().getMessage())
                .limit(3)
                .collect(Collectors.joining("; ", "failed for " + failures.size() + " account link(s): ", ""));
    }

    /**
     * What failed, by account link.
     *
     * @return the failures in the order of the accounts, one at least
     */
    public Map<AccountLinkId, Throwable> failures() {
        return failures;
    }
}
