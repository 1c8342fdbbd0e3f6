package com.inboxapp.sdk.model;

import com.inboxapp.sdk.runtime.JsonTree;
import com.inboxapp.sdk.runtime.JsonValue;
import com.inboxapp.sdk.runtime.Patch;
import com.inboxapp.sdk.runtime.Texts;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Arbitrary instances of the generated classes within the limits of the API documentation, found by reflection. */
final class AnyModel {
    private static final List<String> ONE_OF = List.of("prospectPlatformId", "externalId");
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** Constraints of components beyond their types. */
    private static final Map<String, Arbitrary<?>> BOUNDED = Map.ofEntries(
            Map.entry("Cursor.id", Texts.any(1, 10)),
            Map.entry("Cursor.timestamp", Texts.any(1, 10)),
            Map.entry("EditMessageRequest.text", Texts.any(1, 10)),
            Map.entry("QuickSendRequest.text", Texts.any(1, 10)),
            Map.entry("SendMessageRequest.text", Texts.any(1, 10)),
            Map.entry("ReactionRequest.emoji", Texts.any(1, 10)),
            Map.entry("CreateTagRequest.name", Texts.any(1, 255)),
            Map.entry("CreateStatusRequest.name", Texts.any(1, 255)),
            Map.entry("UpdateTagRequest.name", Texts.any(1, 255)),
            Map.entry("UpdateStatusRequest.name", Texts.any(1, 255)),
            Map.entry("CreateTagRequest.color", colors()),
            Map.entry("CreateStatusRequest.color", colors()),
            Map.entry("UpdateTagRequest.color", patches(colors())),
            Map.entry("UpdateStatusRequest.color", patches(colors())),
            Map.entry(
                    "UpdateThreadSettingsRequest.typingIndicatorsEnabled",
                    Arbitraries.of(Patch.clear(), Patch.of(true), Patch.of(false))));

    private AnyModel() {}

    /** Returns the API classes with a JSON form, in a stable order. */
    static List<Class<?>> types() {
        return InboxModels.types().stream()
                .<Class<?>>map(type -> (Class<?>) type)
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    /** Returns instances of any of these classes. */
    static Arbitrary<Record> any() {
        List<Arbitrary<Record>> all = new ArrayList<>();
        types().forEach(type -> all.add(of(type).map(Record.class::cast)));
        return Arbitraries.oneOf(all);
    }

    static Arbitrary<?> of(Class<?> type) {
        return instances(type, 0);
    }

    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Arbitrary<?> instances(Class<?> type, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        boolean either = Arrays.stream(components)
                        .map(RecordComponent::getName)
                        .filter(ONE_OF::contains)
                        .count()
                == 2;
        if (!either) {
            return instances(type, components, component -> value(component, depth));
        }
        return Arbitraries.of(ONE_OF)
                .flatMap(present -> instances(type, components, component -> {
                    if (!ONE_OF.contains(component.getName())) {
                        return value(component, depth);
                    }
                    return component.getName().equals(present)
                            ? values(component.getGenericType(), depth)
                            : Arbitraries.just(null);
                }));
    }

    private static Arbitrary<?> instances(
            Class<?> type, RecordComponent[] components, Function<RecordComponent, Arbitrary<?>> values) {
        List<Arbitrary<Object>> all = new ArrayList<>();
        for (RecordComponent component : components) {
            all.add(values.apply(component).map(value -> value));
        }
        return Combinators.combine(all).as(parts -> construct(type, components, parts));
    }

    private static Object construct(Class<?> type, RecordComponent[] components, List<Object> parts) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types).newInstance(parts.toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getSimpleName() + " of " + parts, e);
        }
    }

    private static Arbitrary<?> value(RecordComponent component, int depth) {
        String name = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
        Arbitrary<?> values = BOUNDED.containsKey(name) ? BOUNDED.get(name) : values(component.getGenericType(), depth);
        return isNullable(component) ? values.injectNull(0.3) : values;
    }

    private static Arbitrary<?> values(Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Patch.class
                    ? patches(values(argument, depth))
                    : values(argument, depth + 1).list().ofMaxSize(depth == 0 ? 3 : 2);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return instances(plain, depth + 1);
        }
        if (plain == String.class) {
            return Texts.any(0, 8);
        }
        if (plain == Boolean.class) {
            return Arbitraries.of(true, false);
        }
        if (plain == Integer.class) {
            return Arbitraries.integers();
        }
        if (plain == Long.class) {
            return Arbitraries.longs();
        }
        if (plain == Double.class) {
            return Arbitraries.doubles();
        }
        if (plain == BigDecimal.class) {
            return Combinators.combine(
                            Arbitraries.longs(), Arbitraries.integers().between(-10, 10))
                    .as(BigDecimal::valueOf);
        }
        if (plain == Instant.class) {
            return Arbitraries.longs()
                    .between(FIRST.toEpochMilli(), LAST.toEpochMilli())
                    .map(Instant::ofEpochMilli);
        }
        if (plain == JsonValue.class) {
            return JsonTree.arbitrary().filter(tree -> tree.java() != null).map(tree -> JsonValue.of(tree.json()));
        }
        return hasMethod(plain, "fromServer") ? ids(plain) : openEnum(plain);
    }

    private static Arbitrary<?> ids(Class<?> type) {
        return Texts.any(1, 8).map(text -> call(type, "fromServer", text));
    }

    private static Arbitrary<?> openEnum(Class<?> type) {
        List<?> known = (List<?>) call(type, "values");
        return Arbitraries.oneOf(
                Arbitraries.of(known).map(value -> value), Texts.any(1, 8).map(text -> call(type, "of", text)));
    }

    private static Arbitrary<Patch<?>> patches(Arbitrary<?> values) {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Patch.absent())),
                Tuple.of(1, Arbitraries.just(Patch.clear())),
                Tuple.of(2, values.map(Patch::of)));
    }

    private static Arbitrary<String> colors() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("0123456789abcdefABCDEF")
                        .ofLength(6)
                        .map(digits -> "#" + digits),
                Texts.without("#\r\n\u0085\u2028\u2029", 1, 10));
    }

    private static boolean hasMethod(Class<?> type, String name) {
        return Arrays.stream(type.getMethods()).map(Method::getName).anyMatch(name::equals);
    }

    private static Object call(Class<?> type, String method, Object... arguments) {
        Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
        try {
            return type.getMethod(method, types).invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getSimpleName() + " is neither an id nor an open enum nor known here", e);
        }
    }
}
