package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.runtime.JsonTree;
import com.inboxapp.sdk.runtime.Texts;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

class ModelRoundTripProperties {
    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void readsModelsOfEitherNameSetBackWithEither(
            @ForAll("models") Record model, @ForAll NameSet written, @ForAll NameSet read) throws IOException {
        Statistics.collect(model.getClass());
        Statistics.coverage(coverage ->
                AnyModel.types().forEach(type -> coverage.check(type).count(count -> count > 0)));

        String json = Adapters.write(model, written);

        assertThat(Adapters.of(model.getClass(), read).fromJson(json)).isEqualTo(model);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void ignoresUnknownFieldsAtAnyLevel(
            @ForAll("models") Record model,
            @ForAll NameSet written,
            @ForAll @Size(min = 1, max = 5) List<@From("unknownFields") UnknownField> unknown,
            @ForAll Random random)
            throws IOException {
        String known = Adapters.write(model, written);
        String json = UnknownField.mixInto(known, model.getClass(), unknown, random);

        assertThat(json.length() > known.length()).isEqualTo(known.contains("{"));
        assertThat(Adapters.of(model.getClass(), NameSet.GUIDE).fromJson(json)).isEqualTo(model);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void readsListsBack(@ForAll("lists") List<Record> models, @ForAll NameSet written, @ForAll NameSet read)
            throws IOException {
        Class<?> type = models.get(0).getClass();
        JsonAdapter<List<Record>> writer = Adapters.of(Types.newParameterizedType(List.class, type), written);
        JsonAdapter<List<Record>> reader = Adapters.of(Types.newParameterizedType(List.class, type), read);

        assertThat(reader.fromJson(writer.toJson(models))).isEqualTo(models);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void rebuildsAnEqualInstanceFromItsBuilder(@ForAll("models") Record model) throws ReflectiveOperationException {
        Object builder = model.getClass().getMethod("toBuilder").invoke(model);

        assertThat(builder.getClass().getMethod("build").invoke(builder))
                .isEqualTo(model)
                .isNotSameAs(model);
    }

    @Provide
    Arbitrary<Record> models() {
        return AnyModel.any();
    }

    /** Excludes the one class whose instances may be written as null. */
    @Provide
    Arbitrary<List<Object>> lists() {
        List<Arbitrary<List<Object>>> lists = new ArrayList<>();
        for (Class<?> type : AnyModel.types()) {
            if (type != ThreadLookup.class) {
                Arbitrary<Object> models = AnyModel.of(type).map(model -> model);
                lists.add(models.list().ofMinSize(1).ofMaxSize(3));
            }
        }
        return Arbitraries.oneOf(lists);
    }

    @Provide
    Arbitrary<UnknownField> unknownFields() {
        Arbitrary<String> names = Arbitraries.oneOf(
                        Texts.any(0, 6),
                        Arbitraries.of("Id", "ID", "id ", " id", "i\u0000d", "$", "createdat", "__proto__", "a.b[0]"))
                .filter(name -> !UnknownField.isKnown(name));
        return Combinators.combine(names, JsonTree.arbitrary())
                .as((name, value) -> new UnknownField(name, value.json()));
    }
}
