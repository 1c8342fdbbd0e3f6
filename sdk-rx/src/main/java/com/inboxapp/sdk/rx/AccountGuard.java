package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxAccountException.Reason;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.runtime.QueryParameters;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rejects a response about one account link that contains a thread of another one. A server that does not support the
 * parameter ignores it and returns all threads; counts, merges and routing would then be silently wrong.
 */
final class AccountGuard {
    private AccountGuard() {}

    /**
     * Returns a check of a page of threads if the query is for one account link, and otherwise a check that accepts
     * everything.
     */
    @SuppressWarnings("unchecked") // the response to this query has threads
    static <T> Consumer<List<T>> check(String operation, QueryParameters query) {
        if (!(query instanceof ListThreadsQuery threads) || threads.accountLinkId() == null) {
            return items -> {};
        }
        List<AccountLinkId> asked = List.of(threads.accountLinkId());
        return items -> check(operation, "accountLinkId", asked, (List<InboxThread>) items);
    }

    /** Checks that all threads belong to the requested account links. */
    static void check(
            String operation, String parameter, Collection<AccountLinkId> asked, Collection<InboxThread> threads) {
        for (InboxThread thread : threads) {
            if (!asked.contains(thread.accountLinkId())) {
                throw new InboxAccountException(
                        operation,
                        Reason.RESPONSE_OF_ANOTHER_ACCOUNT,
                        "requested with " + parameter + " " + asked + ", but the server returned a thread of "
                                + thread.accountLinkId()
                                + ": it ignores the parameter. If it uses the reference names, build the client with"
                                + " names(NameSet.REFERENCE), or set INBOX_API_NAMES=reference");
            }
        }
    }
}
