package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.api.InboxApis;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import com.inboxapp.sdk.store.StateStore;
import com.inboxapp.sdk.webhook.WebhookVerifier;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicApiTest {
    private static final Pattern FOREIGN = Pattern.compile("\\b(okhttp3|okio|retrofit2|com\\.squareup|kotlin)\\.");

    @Test
    void exposesLibraryTypesOnlyAtExtensionPoints() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Class<?> type : publicTypes()) {
            for (Member member : members(type)) {
                if (signature(member)
                        .anyMatch(used -> FOREIGN.matcher(used.getTypeName()).find())) {
                    found.add(type.getSimpleName() + "." + member.getName());
                }
            }
        }

        assertThat(found).containsExactly("Builder.httpClient", "Builder.models", "InboxClient.retrofit");
    }

    @Test
    void documentsEachExtensionPoint() throws IOException {
        String source = Files.readString(Path.of("src/main/java/com/inboxapp/sdk/InboxClient.java"));

        for (String method : List.of("Builder httpClient(", "Builder models(", "Retrofit retrofit(", "<T> T api(")) {
            String before = source.substring(0, source.indexOf("public " + method));
            assertThat(before.substring(before.lastIndexOf("/**"))).as(method).containsIgnoringCase("extension point");
        }
    }

    private static List<Class<?>> publicTypes() throws IOException {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> inPackage : List.of(
                InboxClient.class,
                WebhookVerifier.class,
                InboxApis.class,
                NameSet.class,
                RateLimiter.class,
                StateStore.class)) {
            String name = inPackage.getPackageName();
            Path folder = Path.of("target/classes").resolve(name.replace('.', '/'));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    String simple = file.getFileName().toString();
                    if (simple.endsWith(".class") && !simple.equals("package-info.class")) {
                        types.add(load(name + "." + simple.substring(0, simple.length() - ".class".length())));
                    }
                }
            }
        }
        types.removeIf(type -> !isVisible(type));
        assertThat(types).contains(InboxClient.class, InboxClient.Builder.class, WebhookVerifier.class);
        return types;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static List<Member> members(Class<?> type) {
        return Stream.<Member>concat(
                        Stream.concat(
                                Arrays.stream(type.getDeclaredMethods()),
                                Arrays.stream(type.getDeclaredConstructors())),
                        Arrays.stream(type.getDeclaredFields()))
                .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
                .toList();
    }

    private static Stream<Type> signature(Member member) {
        if (member instanceof Field field) {
            return Stream.of(field.getGenericType());
        }
        Executable executable = (Executable) member;
        Stream<Type> parameters = Arrays.stream(executable.getGenericParameterTypes());
        return executable instanceof Method method
                ? Stream.concat(parameters, Stream.of(method.getGenericReturnType()))
                : parameters;
    }
}
