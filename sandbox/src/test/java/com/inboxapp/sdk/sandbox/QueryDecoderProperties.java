package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class QueryDecoderProperties {

    @Property
    void decodesEachListNotation(
            @ForAll("keys") String key, @ForAll @Size(min = 2, max = 20) List<String> values, @ForAll boolean escape) {
        List<String> repeated = encoded(key, values, i -> "", escape);
        List<String> appended = encoded(key, values, i -> "[]", escape);
        List<String> indexed = encoded(key, values, i -> "[" + i + "]", escape);

        for (List<String> notation : List.of(repeated, appended, indexed)) {
            assertThat(at(QueryDecoder.decode(String.join("&", notation)), key)).isEqualTo(values);
        }
    }

    @Property
    void acceptsIndicesInAnyOrderWithGaps(
            @ForAll("keys") String key, @ForAll @NotEmpty @Size(max = 20) List<String> values, @ForAll Random random) {
        int step = 1 + random.nextInt(400);
        List<String> pairs = new ArrayList<>(encoded(key, values, i -> "[" + (i + 1) * step + "]", false));
        Collections.shuffle(pairs, random);

        assertThat(at(QueryDecoder.decode(String.join("&", pairs)), key)).isEqualTo(values);
    }

    @Property
    void encodedTreeDecodesToItself(@ForAll("trees") Map<String, Object> tree, @ForAll boolean escape) {
        List<String> pairs = new ArrayList<>();
        tree.forEach((name, value) -> encode(name, value, pairs, escape));

        assertThat(QueryDecoder.decode(String.join("&", pairs))).isEqualTo(tree);
    }

    @Property
    void rejectsTwoNotationsForOneKey(
            @ForAll("keys") String key, @ForAll("notations") List<String> notations, @ForAll Random random) {
        List<String> pairs = new ArrayList<>(List.of("other=1", "another[x]=2"));
        notations.forEach(notation -> pairs.add(key + notation + "=v"));
        Collections.shuffle(pairs, random);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryDecoder.decode(String.join("&", pairs)))
                .withMessageContaining("'" + key + "'");
    }

    @Property(tries = 5_000)
    void decodesOrRejectsAnyText(@ForAll("hostile") String query) {
        try {
            assertThat(QueryDecoder.decode(query))
                    .doesNotContainKey("__proto__")
                    .doesNotContainKey("");
        } catch (IllegalArgumentException rejection) {
            assertThat(rejection.getMessage()).isNotBlank().hasSizeLessThan(300);
        }
    }

    @Provide
    Arbitrary<String> keys() {
        Arbitrary<String> name =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        return name.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(names -> {
                    StringBuilder key = new StringBuilder(names.get(0));
                    names.subList(1, names.size())
                            .forEach(part -> key.append('[').append(part).append(']'));
                    return key.toString();
                })
                .filter(key -> !key.startsWith("other") && !key.startsWith("another"));
    }

    @Provide
    Arbitrary<List<String>> notations() {
        return Arbitraries.of("", "[]", "[4]", "[sub]")
                .list()
                .uniqueElements()
                .ofMinSize(2)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<Map<String, Object>> trees() {
        return tree(3);
    }

    private static Arbitrary<Map<String, Object>> tree(int depth) {
        Arbitrary<String> name =
                Arbitraries.strings().withCharRange('a', 'e').ofMinLength(1).ofMaxLength(3);
        Arbitrary<Object> text = Arbitraries.strings().ofMaxLength(10).map(value -> (Object) value);
        Arbitrary<Object> list = Arbitraries.strings()
                .ofMaxLength(5)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(value -> value);
        Arbitrary<Object> value = depth == 0
                ? Arbitraries.oneOf(text, list)
                : Arbitraries.oneOf(
                        text, list, Arbitraries.lazy(() -> tree(depth - 1).map(map -> (Object) map)));
        return Arbitraries.maps(name, value).ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "[",
                        "]",
                        "[]",
                        "=",
                        "&",
                        "%",
                        "%5B",
                        "%5d",
                        "%zz",
                        "%FF",
                        "+",
                        "0",
                        "99999",
                        "a",
                        "ids",
                        "-1",
                        "__proto__",
                        "[a]",
                        "[0]",
                        "é",
                        "\u0000",
                        "\ud83d",
                        "%00")
                .list()
                .ofMaxSize(30)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(200));
    }

    private static List<String> encoded(String key, List<String> values, IntFunction<String> suffix, boolean escape) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            pairs.add(pair(key + suffix.apply(i), values.get(i), escape));
        }
        return pairs;
    }

    private static void encode(String key, Object value, List<String> pairs, boolean escape) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, child) -> encode(key + "[" + name + "]", child, pairs, escape));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                encode(key + "[" + i + "]", list.get(i), pairs, escape);
            }
        } else {
            pairs.add(pair(key, String.valueOf(value), escape));
        }
    }

    private static String pair(String key, String value, boolean escape) {
        return (escape ? URLEncoder.encode(key, StandardCharsets.UTF_8) : key) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Object at(Map<String, Object> decoded, String key) {
        Object value = new LinkedHashMap<>(decoded);
        for (String name : key.replace("]", "").split("\\[", -1)) {
            value = ((Map<?, ?>) value).get(name);
        }
        return value;
    }
}
