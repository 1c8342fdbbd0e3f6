package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxClient;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public names of sdk-core and sdk-rx are those of {@code docs/glossary.md}. */
class PublicNamesTest {
    /** Words that have a better-known term, with that term. */
    private static final Map<String, String> RETIRED = Map.ofEntries(
            Map.entry("answer", "response"),
            Map.entry("begun", "started"),
            Map.entry("budget", "rate limiter"),
            Map.entry("doubt", "unconfirmed"),
            Map.entry("follow", "event stream"),
            Map.entry("journal", "state store"),
            Map.entry("longest", "max"),
            Map.entry("most", "max"),
            Map.entry("notice", "warning"),
            Map.entry("otherwise", "default"),
            Map.entry("paced", "rate limited"),
            Map.entry("pacer", "rate limiter"),
            Map.entry("pacing", "rate limits"),
            Map.entry("problem", "error"),
            Map.entry("shortest", "min"),
            Map.entry("throttled", "rate limited"),
            Map.entry("turn", "permit"),
            Map.entry("unpaced", "unlimited"),
            Map.entry("verdict", "outcome"),
            Map.entry("walk", "pager"));

    private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

    @Test
    void noPublicNameHasARetiredWord() throws Exception {
        Map<String, String> found = new TreeMap<>();
        int names = 0;
        for (Class<?> type : publicTypes()) {
            for (String name : names(type)) {
                names++;
                retired(name)
                        .forEach(word ->
                                found.put(type.getSimpleName() + "#" + name, word + ": use " + RETIRED.get(word)));
            }
        }

        assertThat(names).isGreaterThan(1_000);
        assertThat(found).isEmpty();
    }

    @Test
    void findsARetiredWordInAnyKindOfName() {
        assertThat(Stream.of(
                                "maxQueuedCalls",
                                "followersCount",
                                "Pager",
                                "mostRecent",
                                "WalkPage",
                                "WAIT_FOR_PACING",
                                "onNotice")
                        .flatMap(PublicNamesTest::retired))
                .containsExactly("most", "walk", "pacing", "notice");
    }

    private static Stream<String> retired(String name) {
        return WORD.matcher(name)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .filter(RETIRED::containsKey);
    }

    private static List<String> names(Class<?> type) {
        List<String> names = new ArrayList<>(List.of(type.getSimpleName()));
        for (Method method : type.getDeclaredMethods()) {
            if (isVisible(method) && !method.isSynthetic()) {
                names.add(method.getName());
            }
        }
        for (Field field : type.getDeclaredFields()) {
            // the constants of models have the names of the server's values
            if (isVisible(field) && !type.getPackageName().equals("com.inboxapp.sdk.model") && !field.isSynthetic()) {
                names.add(field.getName());
            }
        }
        return names;
    }

    private static boolean isVisible(Member member) {
        return Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
    }

    private static List<Class<?>> publicTypes() throws IOException, URISyntaxException, ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> module : List.of(InboxClient.class, RxInboxClient.class)) {
            Path location = Path.of(
                    module.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(location)) {
                types.addAll(types(location));
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(location)) {
                    types.addAll(types(jar.getPath("/")));
                }
            }
        }
        types.removeIf(type -> !isPublic(type));
        assertThat(types).contains(InboxClient.class, InboxClient.Builder.class, RxInboxClient.class);
        return types;
    }

    private static List<Class<?>> types(Path root) throws IOException, ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file)
                        .toString()
                        .replaceAll("\\.class$", "")
                        .replaceAll("[/\\\\]", ".");
                if (!name.endsWith("-info") && !name.contains(".internal.") && !name.startsWith("META-INF")) {
                    types.add(Class.forName(name, false, PublicNamesTest.class.getClassLoader()));
                }
            }
        }
        return types;
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && !type.isSynthetic()
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }
}
