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
 * Refuses an answer about one account link that holds a thread of another one. A server that does not know the parameter ignores it and answers
 * with everything: counted, merged or routed, that would be wrong in silence.
 */
final class AskedAccount {
    private AskedAccount() {}

    /** Checks the threads that a list is answered with, if it was asked about one account link. */
    @SuppressWarnings("unchecked") // threads are what this query is answered with
    static <T> Consumer<List<T>> check(String operation, QueryParameters query) {
        if (!(query instanceof ListThreadsQuery threads) || threads.accountLinkId() == null) {
            return items -> {};
        }
        List<AccountLinkId> asked = List.of(threads.accountLinkId());
        return items -> check(operation, "accountLinkId", asked, (List<InboxThread>) items);
    }

    /** Checks threads that are to be of certain account links. */
    static void check(
            String operation, String parameter, Collection<AccountLinkId> asked, Collection<InboxThread> threads) {
        for (InboxThread thread : threads) {
            if (!asked.contains(thread.accountLinkId())) {
                throw new InboxAccountException(
                        operation,
                        Reason.ANSWER_OF_ANOTHER_ACCOUNT,
                        "asked with " + parameter + " " + asked + ", the server answered with a thread of "
                                + thread.accountLinkId()
                                + ": it ignores the parameter. If it speaks the reference's names, build the client with"
                                + " names(NameSet.REFERENCE), or set INBOX_API_NAMES=reference");
            }
        }
    }
}
