package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.runtime.JsonValue;
import com.inboxapp.sdk.runtime.Patch;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The strings of models show everything except texts of people and JSON values, also when nested. */
class ModelToStringProperties {
    /** Sensitive in every model. */
    private static final Set<String> SENSITIVE = Set.of("text", "notes", "valuation");
    /** Sensitive in one model only; the same name has another meaning elsewhere. */
    private static final Set<String> SENSITIVE_IN_ONE = Set.of("ReactionRequest.emoji");

    @Property(tries = 300)
    void hidesSensitiveTexts(@ForAll("models") Record model) {
        assertThat(model.toString()).isEqualTo(expected(model));
    }

    @Example
    void replacesAHiddenTextByAMarker() {
        assertThat(SendMessageRequest.builder()
                        .text("canary")
                        .replyToMessageId(MessageId.of("msg_1"))
                        .build())
                .hasToString("SendMessageRequest[text=(hidden), replyToMessageId=msg_1]");
        assertThat(UpdateProspectContextRequest.builder()
                        .notes("canary")
                        .clearValuation()
                        .build()
                        .toString())
                .contains("notes=(hidden), valuation=clear")
                .doesNotContain("canary");
    }

    private static String expected(@Nullable Object value) {
        if (value instanceof Record model) {
            return model.getClass().getSimpleName()
                    + Arrays.stream(model.getClass().getRecordComponents())
                            .map(component -> component.getName() + "=" + expected(component, model))
                            .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ModelToStringProperties::expected).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }

    private static String expected(RecordComponent component, Record model) {
        Object value;
        try {
            value = component.getAccessor().invoke(model);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("an accessor that cannot be called", e);
        }
        boolean sensitive = component.getType() == JsonValue.class
                || SENSITIVE.contains(component.getName())
                || SENSITIVE_IN_ONE.contains(model.getClass().getSimpleName() + "." + component.getName());
        boolean present = value instanceof Patch<?> patch ? patch.value() != null : value != null;
        return sensitive && present ? "(hidden)" : expected(value);
    }

    @Provide
    Arbitrary<Record> models() {
        return Arbitraries.of(AnyModel.types())
                .flatMap(type -> AnyModel.of(type).map(Record.class::cast));
    }
}
