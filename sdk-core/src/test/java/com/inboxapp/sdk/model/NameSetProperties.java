package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.query.NameSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NameSetProperties {
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void differsBetweenNameSetsOnlyInTheAliasesOfTheContract(@ForAll("models") Record model) throws IOException {
        Set<String> guide =
                Adapters.fields(Adapters.write(model, NameSet.GUIDE)).keySet();
        List<String> renamed = new ArrayList<>();
        for (String name : guide) {
            renamed.add(Alias.ALL.stream()
                    .filter(alias -> alias.kind() == Alias.Kind.REFERENCE)
                    .filter(alias ->
                            alias.type() == model.getClass() && alias.property().equals(name))
                    .map(Alias::name)
                    .findFirst()
                    .orElse(name));
        }

        assertThat(Adapters.fields(Adapters.write(model, NameSet.REFERENCE)).keySet())
                .containsExactlyElementsOf(renamed);
    }

    /** Excludes the envelopes, which the reference does not have. */
    @Provide
    Arbitrary<Record> models() {
        return AnyModel.any().filter(model -> !(model instanceof AccountLinkList || model instanceof ThreadLookup));
    }
}
