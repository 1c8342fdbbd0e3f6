package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Thrown when a request for several account links failed for some of them. The results of the others were delivered before. */
public final class InboxAccountsException extends InboxException {
    private static final long serialVersionUID = 1L;

    // ids are not serializable
    private final Map<String, Throwable> failures = new LinkedHashMap<>();

    /**
     * Creates the exception. For code that calls an operation for several account links.
     *
     * @param operation the operation that failed
     * @param failures the failures by account link, in the order of the account links; the first one becomes the cause
     * @throws IllegalArgumentException if there are no failures
     */
    public InboxAccountsException(String operation, Map<AccountLinkId, ? extends Throwable> failures) {
        super(
                Objects.requireNonNull(operation, "operation"),
                0,
                message(failures),
                failures.values().iterator().next());
        failures.forEach((account, failure) -> this.failures.put(account.value(), failure));
    }

    private static String message(Map<AccountLinkId, ? extends Throwable> failures) {
        if (Objects.requireNonNull(failures, "failures").isEmpty()) {
            throw new IllegalArgumentException("failures must not be empty");
        }
        return failures.entrySet().stream()
                .map(failure -> failure.getKey() + ": " + failure.getValue().getMessage())
                .limit(3)
                .collect(Collectors.joining(
                        "; ",
                        "failed for " + failures.size()
                                + (failures.size() == 1 ? " account link: " : " account links: "),
                        ""));
    }

    /**
     * Returns the failures by account link.
     *
     * @return the failures in the order of the account links, at least one; unmodifiable
     */
    public Map<AccountLinkId, Throwable> failures() {
        Map<AccountLinkId, Throwable> byAccount = new LinkedHashMap<>();
        failures.forEach((account, failure) -> byAccount.put(AccountLinkId.fromServer(account), failure));
        return Collections.unmodifiableMap(byAccount);
    }
}
