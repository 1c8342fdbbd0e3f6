package com.inboxapp.sdk.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which threads a list call asks for, and in which order. Filters combine with AND; ids within one with OR. */
final class ThreadSelection {

    /** The query parameters that it reads. */
    static final List<String> PARAMETERS = List.of("accountLinkId", "accountLinkIds", "inboxView", "inbox", "filters");

    /** One group of filters: any of the ids, or none at all. Empty, it lets everything pass. */
    private record Group(Set<String> selectedIds, boolean none) {

        static Group of(QueryParameters filters, String name, String noneName) {
            QueryParameters group = filters.object(name, "selectedIds", noneName);
            return new Group(Set.copyOf(group.list("selectedIds")), group.flag(noneName));
        }

        boolean passes(Collection<String> ids) {
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
     * Reads the parameters.
     *
     * @throws ApiError 400 for a value that is none; 404 for an account link that the team does not have
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

    boolean matches(Conversation thread) {
        return (accountIds.isEmpty() || accountIds.contains(thread.account.id()))
                && view.shows(thread)
                && tags.passes(thread.prospect.tags)
                && statuses.passes(present(thread.prospect.statusId))
                && assignees.passes(present(thread.assigneeId))
                && campaigns.passes(List.of());
    }

    private static List<String> present(@Nullable String id) {
        return id == null ? List.of() : List.of(id);
    }
}
