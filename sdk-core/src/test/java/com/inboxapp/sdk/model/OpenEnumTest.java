package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.query.NameSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenEnumTest {
    @Test
    void returnsTheConstantOfADocumentedValue() {
        assertThat(EventType.of("message.reactionAdded")).isSameAs(EventType.MESSAGE_REACTION_ADDED);
        assertThat(EventType.MESSAGE_REACTION_ADDED.known()).isEqualTo(EventType.Known.MESSAGE_REACTION_ADDED);
        assertThat(EventType.values())
                .contains(EventType.MESSAGE_REACTION_ADDED)
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsAnUnknownValue() {
        EventType type = EventType.of("list.exploded");

        assertThat(type.value()).isEqualTo("list.exploded");
        assertThat(type.known()).isEqualTo(EventType.Known.UNKNOWN_VALUE);
        assertThat(type).isEqualTo(EventType.of("list.exploded")).isNotEqualTo(EventType.of("List.exploded"));
        assertThat(type).hasSameHashCodeAs(EventType.of("list.exploded")).hasToString("list.exploded");
    }

    @Test
    void rejectsEmptyAndNullValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> EventType.of("")).withMessageContaining("EventType");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventType.of(null))
                .withMessageContaining("EventType");
    }

    @Test
    void readsTwitterAsXAndWritesItOnlyInTheNamesOfTheReference() {
        ProspectBuilder prospect = new ProspectBuilder();

        assertThat(prospect.read("\"platform\":\"twitter\"").platform()).isSameAs(Platform.X);
        assertThat(Platform.of("twitter")).isSameAs(Platform.X);
        assertThat(Adapters.write(prospect.of(Platform.X), NameSet.GUIDE)).contains("\"platform\":\"x\"");
        assertThat(Adapters.write(prospect.of(Platform.X), NameSet.REFERENCE)).contains("\"platform\":\"twitter\"");
        assertThat(Adapters.write(prospect.of(Platform.of("threads")), NameSet.REFERENCE))
                .contains("\"platform\":\"threads\"");
    }

    @ParameterizedTest
    @CsvSource({"true, verified", "false, none", "'\"business\"', business", "'\"gold\"', gold"})
    void readsAVerificationFromABoolean(String json, String expected) {
        assertThat(new ProspectBuilder().read("\"verified\":" + json).verified())
                .isEqualTo(Verification.of(expected));
    }

    private static final class ProspectBuilder {
        Prospect read(String property) {
            return Adapters.read(Prospect.class, "{\"platformId\":\"1\",\"username\":\"u\"," + property + "}");
        }

        Prospect of(Platform platform) {
            return Prospect.builder()
                    .platformId(PlatformUserId.of("1"))
                    .username("u")
                    .platform(platform)
                    .build();
        }
    }
}
