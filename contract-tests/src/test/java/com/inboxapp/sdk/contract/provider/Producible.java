package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.provider.junitsupport.filter.InteractionFilter;
import com.inboxapp.sdk.contract.pact.Given;
import java.util.function.Predicate;

/** All interactions but those with fields that the sandbox does not keep. Pact makes it, and so it is public. */
public final class Producible implements InteractionFilter<Interaction> {
    @Override
    public Predicate<Interaction> buildPredicate(String[] values) {
        return interaction ->
                interaction.getProviderStates().stream().noneMatch(state -> Given.EVERY_FIELD.equals(state.getName()));
    }
}
