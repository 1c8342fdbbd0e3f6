package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.model.Cursor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTokenTest {
    @Test
    void parsesItsOwnText() {
        ResumeToken token = new ResumeToken(
                "threads.list[][inboxView=default]",
                new Cursor("thread_1", "2025-11-10T18:03:16.123456Z"),
                2,
                Instant.parse("2025-11-10T18:03:16Z"),
                null,
                List.of("thread_1", "thread_2"));

        ResumeToken read = ResumeToken.parse(token.toString());

        assertThat(read).isEqualTo(token).hasSameHashCodeAs(token).hasToString(token.toString());
        assertThat(read.cursor()).isEqualTo(token.cursor());
        assertThat(token.toString()).matches("[A-Za-z0-9._=-]+");
    }

    @Test
    void differsForAnotherPosition() {
        assertThat(new ResumeToken("a", null, 0, null, null, List.of()))
                .isNotEqualTo(new ResumeToken("b", null, 0, null, null, List.of()))
                .isNotEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.", "2.W10=", "x", "1.%%%", "1.W10=", "1.e30=", "1.WyJhIl0=", "1.bnVsbA=="})
    void rejectsInvalidTokens(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResumeToken.parse(text))
                .withMessageContaining("toString()");
    }

    @Test
    void isAbsentFromOtherExceptions() {
        assertThat(ResumeToken.of(new IllegalStateException("no"))).isEmpty();
    }
}
