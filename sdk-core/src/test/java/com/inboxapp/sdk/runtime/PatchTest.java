package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PatchTest {
    @Test
    void isNeitherClearNorAValueWhenAbsent() {
        Patch<String> patch = Patch.absent();

        assertThat(patch.isAbsent()).isTrue();
        assertThat(patch.isClear()).isFalse();
        assertThat(patch.value()).isNull();
        assertThat(patch).hasToString("absent");
    }

    @Test
    void isNeitherAbsentNorAValueWhenClear() {
        Patch<String> patch = Patch.clear();

        assertThat(patch.isAbsent()).isFalse();
        assertThat(patch.isClear()).isTrue();
        assertThat(patch.value()).isNull();
        assertThat(patch).hasToString("clear");
    }

    @Test
    void isNeitherAbsentNorClearWithAValue() {
        Patch<String> patch = Patch.of("text");

        assertThat(patch.isAbsent()).isFalse();
        assertThat(patch.isClear()).isFalse();
        assertThat(patch.value()).isEqualTo("text");
        assertThat(patch).hasToString("text");
    }

    @Test
    void neverEqualsAnotherState() {
        assertThat(Patch.absent()).isNotEqualTo(Patch.clear()).isEqualTo(Patch.absent());
        assertThat(Patch.clear()).isNotEqualTo(Patch.absent()).isEqualTo(Patch.clear());
        assertThat(Patch.of("a"))
                .isEqualTo(Patch.of("a"))
                .hasSameHashCodeAs(Patch.of("a"))
                .isNotEqualTo(Patch.of("b"))
                .isNotEqualTo(Patch.clear())
                .isNotEqualTo(Patch.absent());
    }

    @Test
    void rejectsANullValueAndSuggestsClear() {
        assertThatThrownBy(() -> Patch.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("Patch.clear()");
    }
}
