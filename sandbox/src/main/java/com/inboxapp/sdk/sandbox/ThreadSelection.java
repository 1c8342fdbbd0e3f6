package com.inboxapp.sdk.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters and the order of a thread list. Filters combine with AND; ids within a filter combine with OR. */
final class ThreadSelection {

    /** The query parameters of the selection. */
    static final List<String> PARAMETERS = List.of("accountLinkId", "accountLinkIds", "inboxView", "inbox", "filters");

    /**
     * A filter group: it matches threads with any of the ids, and threads without an id if {@code none}. An empty group matches all
     * threads.
     */
    private record Group(Set<String> selectedIds, boolean none) {

        static Group of(QueryParameters filters, String name, String noneName) {
            QueryParameters group = filters.object(name, "selectedIds", noneName);
            return new Group(Set.copyOf(group.list("selectedIds")), group.flag(noneName));
        }

        boolean matches(Collection<String> ids) {
            boolean empty = selectedIds.isEmpty() && !none;
            return empty || (none && ids.isEmpty()) || ids.stream().anyMatch(selectedIds::contains);
        }
    }

    private final Set<String> accountIds;
    private final InboxView view;
    private final Group tags;
    private final Group statuses;
    private final Group assignees;
    private final Group campaigns;
    private final boolean newestFirst;

    /**
     * Parses the parameters.
     *
     * @throws ApiError 400 if a value is invalid; 404 if the team has no such account link
     */
    ThreadSelection(QueryParameters query, Inbox inbox) {
        String one = query.text("accountLinkId");
        List<String> accounts = one == null ? query.list("accountLinkIds") : List.of(one);
        accounts.forEach(inbox::account);
        this.accountIds = Set.copyOf(accounts);
        String viewName = query.word(InboxView.NAMES, "inboxView", "inbox");
        this.view = viewName == null ? InboxView.DEFAULT : InboxView.named(viewName);
        QueryParameters filters = query.object("filters", "tags", "statuses", "assignees", "campaigns", "sortOrder");
        this.tags = Group.of(filters, "tags", "noTags");
        this.statuses = Group.of(filters, "statuses", "noStatus");
        this.assignees = Group.of(filters, "assignees", "noAssignee");
        this.campaigns = Group.of(filters, "campaigns", "noCampaign");
        this.newestFirst = !"asc".equals(filters.word(List.of("asc", "desc"), "sortOrder"));
    }

    boolean newestFirst() {
        return newestFirst;
    }

    boolean matches(InboxThread thread) {
        return (accountIds.isEmpty() || accountIds.contains(thread.account.id()))
                && view.shows(thread)
                && tags.matches(thread.prospect.tags)
                && statuses.matches(optional(thread.prospect.statusId))
                && assignees.matches(optional(thread.assigneeId))
                && campaigns.matches(List.of());
    }

    private static List<String> optional(@Nullable String id) {
        return id == null ? List.of() : List.of(id);
    }
}
