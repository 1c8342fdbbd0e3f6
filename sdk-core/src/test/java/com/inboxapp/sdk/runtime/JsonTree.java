package com.inboxapp.sdk.runtime;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** A JSON text and its Java value, generated together and independently of the code under test. */
public record JsonTree(String json, @Nullable Object java) {
    private static final Arbitrary<JsonTree> NULL = Arbitraries.just(new JsonTree("null", null));

    /** Returns any JSON, including null. */
    public static Arbitrary<JsonTree> arbitrary() {
        Arbitrary<JsonTree> leaf = Arbitraries.oneOf(
                NULL,
                Arbitraries.of(new JsonTree("true", true), new JsonTree("false", false)),
                decimals().map(number -> new JsonTree(number.toString(), number)),
                Arbitraries.of("0", "-0", "1E400", "-1.5e-7", "123456789012345678901234567890")
                        .map(number -> new JsonTree(number, new BigDecimal(number))),
                Texts.any(0, 8).map(text -> new JsonTree(quote(text), text)));
        return Arbitraries.recursive(() -> leaf, JsonTree::nested, 0, 3);
    }

    private static Arbitrary<BigDecimal> decimals() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(-10, 10))
                .as(BigDecimal::valueOf);
    }

    private static Arbitrary<JsonTree> nested(Arbitrary<JsonTree> inner) {
        return Arbitraries.oneOf(
                inner,
                inner.list().ofMaxSize(3).map(JsonTree::array),
                Combinators.combine(
                                Texts.any(0, 5).list().uniqueElements().ofMaxSize(3),
                                inner.list().ofSize(3))
                        .as(JsonTree::object));
    }

    private static JsonTree array(List<JsonTree> elements) {
        List<String> texts = elements.stream().map(JsonTree::json).toList();
        List<Object> values = new ArrayList<>();
        elements.forEach(element -> values.add(element.java()));
        return new JsonTree("[" + String.join(", ", texts) + "]", values);
    }

    private static JsonTree object(List<String> names, List<JsonTree> values) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), values.get(i).java());
            texts.add(quote(names.get(i)) + ":" + values.get(i).json());
        }
        return new JsonTree("{" + String.join(",", texts) + "}", map);
    }

    /** Returns the text as a JSON string. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || c == 0x2028) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
