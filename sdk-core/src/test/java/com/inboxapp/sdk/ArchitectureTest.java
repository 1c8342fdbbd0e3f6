package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final Path CLASSES = classes();

    @Test
    void declaresPublicClassesFinalOrSealed() {
        assertThat(types())
                .filteredOn(type -> Modifier.isPublic(type.getModifiers()))
                .filteredOn(type -> !Modifier.isFinal(type.getModifiers())
                        && !type.isSealed()
                        && !type.isInterface()
                        && !type.isEnum())
                .isEmpty();
    }

    @Test
    void usesNoGenericSuffixesInPublicTypeNames() {
        assertThat(types())
                .filteredOn(type -> Modifier.isPublic(type.getModifiers()))
                .extracting(Class::getSimpleName)
                .noneMatch(name -> name.matches(".*(Impl|Util|Utils|Helper|Manager)"));
    }

    @Test
    void doesNotUseRxJavaGsonJacksonOrKotlinReflection() {
        for (Path file : classFiles()) {
            assertThat(constants(file))
                    .as(file.toString())
                    .doesNotContain(
                            "io/reactivex", "com/google/gson", "com/fasterxml", "tools/jackson", "kotlin/reflect");
        }
    }

    @Test
    void keepsModelsAndRuntimeIndependentOfTheClient() {
        for (Path file : classFiles()) {
            String path = CLASSES.relativize(file).toString().replace('\\', '/');
            if (path.startsWith("com/inboxapp/sdk/runtime/")) {
                assertThat(constants(file)).as(path).doesNotContain("com/inboxapp/sdk/model/", "com/inboxapp/sdk/api/");
            }
            if (path.startsWith("com/inboxapp/sdk/model/")) {
                assertThat(constants(file)).as(path).doesNotContain("com/inboxapp/sdk/Inbox", "com/inboxapp/sdk/api/");
            }
        }
    }

    @Test
    void marksEveryPackageAsNullMarked() {
        assertThat(types()).extracting(Class::getPackage).allMatch(name -> name.isAnnotationPresent(NullMarked.class));
    }

    private static List<Class<?>> types() {
        List<Class<?>> types = classFiles().stream()
                .map(file -> CLASSES.relativize(file).toString())
                .map(name -> name.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))
                .filter(name -> !name.endsWith("package-info") && !name.equals("module-info"))
                .<Class<?>>map(ArchitectureTest::load)
                .toList();
        assertThat(types).contains(InboxClient.class, InboxClient.Builder.class);
        return types;
    }

    private static List<Path> classFiles() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ArchitectureTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    /** Returns the text of a class file, which contains class names literally. */
    private static String constants(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path classes() {
        try {
            return Path.of(InboxClient.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
