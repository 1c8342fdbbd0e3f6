package com.inboxapp.sdk.contract.pact;

import com.inboxapp.sdk.query.NameSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All interactions of a name set, in the order of the pact. */
final class Interactions {
    private Interactions() {}

    static List<Interaction> in(NameSet names) {
        List<Interaction> successes = Stream.of(
                        TeamInteractions.in(names),
                        ThreadInteractions.in(names),
                        MessageInteractions.in(names),
                        LabelInteractions.all())
                .flatMap(part -> part)
                .toList();
        Set<String> seen = new HashSet<>();
        return Stream.concat(
                        successes.stream(),
                        successes.stream()
                                .filter(success -> seen.add(success.operation))
                                .flatMap(Refusals::of))
                .toList();
    }
}
