package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.provider.junitsupport.filter.InteractionFilter;
import com.inboxapp.sdk.contract.pact.Given;
import java.util.Set;
import java.util.function.Predicate;

/** What changes nothing, and of which a server that cannot be filled may have something. Pact makes it, and so it is public. */
public final class ReadOnly implements InteractionFilter<Interaction> {
    private static final Set<String> NOT_TO_BE_FOUND =
            Set.of(Given.EVERY_FIELD, Given.DELETED, Given.CAMPAIGN, Given.FILTERED);

    @Override
    public Predicate<Interaction> buildPredicate(String[] values) {
        return interaction -> interaction instanceof V4Interaction.SynchronousHttp http
                && http.getRequest().getMethod().equals("GET")
                && http.getResponse().getStatus() == 200
                && http.getProviderStates().stream().noneMatch(state -> NOT_TO_BE_FOUND.contains(state.getName()));
    }
}
