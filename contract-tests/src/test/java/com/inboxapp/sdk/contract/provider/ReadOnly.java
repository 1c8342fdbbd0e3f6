package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.provider.junitsupport.filter.InteractionFilter;
import com.inboxapp.sdk.contract.pact.Given;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Selects the {@code GET} interactions with status 200, without the states that a live server is unlikely to have. The class is public
 * because Pact instantiates it.
 */
public final class ReadOnly implements InteractionFilter<Interaction> {
    private static final Set<String> EXCLUDED_STATES =
            Set.of(Given.EVERY_FIELD, Given.DELETED, Given.CAMPAIGN, Given.FILTERED);

    @Override
    public Predicate<Interaction> buildPredicate(String[] values) {
        return interaction -> interaction instanceof V4Interaction.SynchronousHttp http
                && http.getRequest().getMethod().equals("GET")
                && http.getResponse().getStatus() == 200
                && http.getProviderStates().stream().noneMatch(state -> EXCLUDED_STATES.contains(state.getName()));
    }
}
