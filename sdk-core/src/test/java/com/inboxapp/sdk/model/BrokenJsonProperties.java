package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.runtime.JsonTree;
import com.inboxapp.sdk.runtime.Patch;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

class BrokenJsonProperties {
    /** A model and one of its required properties. */
    record Required(Record model, String property) {}

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void reportsAnAbsentRequiredPropertyWithItsPath(@ForAll("required") Required required) throws IOException {
        String json = with(required.model(), required.property(), null);

        assertThatThrownBy(() -> Adapters.read(required.model().getClass(), json))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith("$." + required.property() + " is required");
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void reportsANullRequiredPropertyWithItsPath(@ForAll("nonNull") Required required) throws IOException {
        String json = with(required.model(), required.property(), "null");

        assertThatThrownBy(() -> Adapters.read(required.model().getClass(), json))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith("$." + required.property() + " is required");
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void requiresPropertiesThatAreWrittenAsNull(@ForAll("responses") Record model) throws IOException {
        for (Map.Entry<String, String> field :
                Adapters.fields(Adapters.write(model, NameSet.GUIDE)).entrySet()) {
            if (field.getValue().equals("null")) {
                assertThatThrownBy(() -> Adapters.read(model.getClass(), with(model, field.getKey(), null)))
                        .isInstanceOf(JsonDataException.class)
                        .hasMessageStartingWith("$." + field.getKey() + " is required");
            }
        }
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void readsOrRejectsAPropertyWithAnyContent(@ForAll("properties") Required property, @ForAll("values") String value)
            throws IOException {
        readOrReject(property.model().getClass(), with(property.model(), property.property(), value));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void rejectsTruncatedJson(@ForAll("models") Record model, @ForAll @IntRange(max = 999) int permille)
            throws IOException {
        String json = Adapters.write(model, NameSet.GUIDE);

        readOrReject(model.getClass(), json.substring(0, json.length() * permille / 1000));
    }

    private static void readOrReject(Class<?> type, String json) {
        JsonAdapter<Object> adapter = Adapters.of(type, NameSet.GUIDE);
        try {
            assertThat(adapter.fromJson(json)).isInstanceOf(type);
        } catch (IOException | JsonDataException e) {
            assertThat(e).isNotNull();
        }
    }

    /** Returns the model's JSON with the property replaced or, if the value is null, removed. */
    private static String with(Record model, String property, @Nullable String value) throws IOException {
        JsonReader reader = JsonReader.of(new Buffer().writeUtf8(Adapters.write(model, NameSet.GUIDE)));
        Buffer changed = new Buffer();
        JsonWriter writer = JsonWriter.of(changed);
        reader.beginObject();
        writer.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals(property)) {
                reader.skipValue();
            } else {
                writer.name(name).value(reader.nextSource());
            }
        }
        if (value != null) {
            writer.name(property).value(new Buffer().writeUtf8(value));
        }
        writer.endObject();
        return changed.readUtf8();
    }

    @Provide
    Arbitrary<Record> models() {
        return AnyModel.any();
    }

    /** Excludes requests with patches and the response that may be bare. */
    @Provide
    Arbitrary<Record> responses() {
        return AnyModel.any()
                .filter(model -> !model.getClass().getSimpleName().startsWith("Update")
                        && model.getClass() != ThreadLookup.class);
    }

    @Provide
    Arbitrary<String> values() {
        return JsonTree.arbitrary().map(JsonTree::json);
    }

    @Provide
    Arbitrary<Required> required() {
        return propertiesOf(component -> !AnyModel.isNullable(component) && !isOptionalPatch(component));
    }

    @Provide
    Arbitrary<Required> nonNull() {
        return propertiesOf(component -> !AnyModel.isNullable(component) && component.getType() != Patch.class);
    }

    @Provide
    Arbitrary<Required> properties() {
        return propertiesOf(component -> true);
    }

    private static boolean isOptionalPatch(RecordComponent component) {
        return component.getType() == Patch.class
                && component.getDeclaringRecord() != UpdateThreadSettingsRequest.class;
    }

    private static Arbitrary<Required> propertiesOf(Predicate<RecordComponent> which) {
        List<Arbitrary<Required>> all = new ArrayList<>();
        for (Class<?> type : AnyModel.types()) {
            List<String> names = Arrays.stream(type.getRecordComponents())
                    .filter(which)
                    .map(RecordComponent::getName)
                    .toList();
            if (!names.isEmpty()) {
                all.add(Combinators.combine(AnyModel.of(type), Arbitraries.of(names))
                        .as((model, name) -> new Required((Record) model, name)));
            }
        }
        return Arbitraries.oneOf(all);
    }
}
