package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.query.NameSet;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class NoReflectionProperties {
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void writesAndReadsModelsWithoutReflection(@ForAll("models") Record model, @ForAll NameSet names)
            throws IOException {
        JsonAdapter<Object> adapter = withoutReflection(new InboxModels(names)).adapter((Type) model.getClass());

        assertThat(adapter.fromJson(adapter.toJson(model))).isEqualTo(model);
    }

    @Example
    void hasGeneratedAdaptersForAllModelsAndLists() {
        Moshi moshi = withoutReflection(new InboxModels(NameSet.GUIDE));

        for (Class<?> type : AnyModel.types()) {
            assertThat(moshi.adapter(type).getClass().getEnclosingClass()).isEqualTo(type);
            assertThat(moshi.adapter(Types.newParameterizedType(List.class, type)))
                    .isNotNull();
        }
    }

    @Example
    void detectsAClassWithoutAGeneratedAdapter() {
        Moshi moshi = withoutReflection((type, annotations, all) -> null);

        assertThatThrownBy(() -> moshi.adapter(Tag.class)).hasMessageContaining("Tag would be read by reflection");
    }

    @Provide
    Arbitrary<Record> models() {
        return AnyModel.any();
    }

    private static Moshi withoutReflection(JsonAdapter.Factory models) {
        return new Moshi.Builder()
                .add(models)
                .add(NoReflectionProperties::reject)
                .build();
    }

    private static @Nullable JsonAdapter<?> reject(Type type, Set<? extends Annotation> annotations, Moshi moshi) {
        if (Types.getRawType(type).getName().startsWith("java.")) {
            return null;
        }
        throw new IllegalStateException(type.getTypeName() + " would be read by reflection");
    }
}
