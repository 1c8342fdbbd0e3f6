package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTest {
    private static final Tag TAG = Tag.builder()
            .id(TagId.of("tag_support"))
            .name("Support")
            .color("blue")
            .build();

    @Test
    void rejectsAMissingRequiredComponentByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tag.builder().name("Support").color("blue").build())
                .withMessage("Tag.id is required");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TAG.toBuilder().name(null).build())
                .withMessage("Tag.name is required");
    }

    @Test
    void changesACopyThroughToBuilder() {
        Tag renamed = TAG.toBuilder().name("Sales").build();

        assertThat(renamed)
                .isEqualTo(
                        Tag.builder().id(TAG.id()).name("Sales").color("blue").build());
        assertThat(TAG.name()).isEqualTo("Support");
    }

    @Test
    void copiesListsIntoImmutableOnes() {
        List<Tag> tags = new ArrayList<>(List.of(TAG));
        Prospect prospect = Prospect.builder()
                .platformId(PlatformUserId.of("555555555"))
                .username("jordanellis")
                .tags(tags)
                .build();
        tags.clear();

        assertThat(prospect.tags()).containsExactly(TAG);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> prospect.tags().clear());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        prospect.toBuilder().tags(Arrays.asList(TAG, null)).build())
                .withMessage("Prospect.tags must not contain null");
    }

    @Test
    void setsTheThreeStatesOfAPatchThroughTheBuilder() {
        UpdateProspectContextRequest request = UpdateProspectContextRequest.builder()
                .notes("VIP")
                .clearStatusId()
                .build();

        assertThat(request.notes().value()).isEqualTo("VIP");
        assertThat(request.statusId().isClear()).isTrue();
        assertThat(request.valuation().isAbsent()).isTrue();
        assertThat(request.toBuilder().build()).isEqualTo(request);
    }
}
