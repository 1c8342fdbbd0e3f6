package com.inboxapp.sdk.generator;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.reactivex.rxjava3.core.Single;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import retrofit2.Retrofit;

/** Generated code, compiled and loaded. Its classes do not exist when the tests are compiled, so tests access them by name. */
final class Compiled {
    private static final String SDK = "com.inboxapp.sdk.";
    private static final Path CORE = Path.of("../sdk-core/src/main/java/com/inboxapp/sdk");
    private static final Path STUBS = Path.of("src/test/resources/generator");
    private static final String CLASS_PATH = Stream.of(
                    JsonAdapter.class,
                    Buffer.class,
                    Retrofit.class,
                    OkHttpClient.class,
                    Single.class,
                    Publisher.class,
                    Nullable.class,
                    Unit.class)
            .map(Compiled::jar)
            .collect(Collectors.joining(File.pathSeparator));

    private final URLClassLoader classes;

    private Compiled(Path classes) {
        try {
            this.classes = new URLClassLoader(new URL[] {classes.toUri().toURL()}, Compiled.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Compiled of(Map<String, String> generated, Path output, List<String> extraOptions) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> sources = new ArrayList<>();
        generated.forEach((path, text) -> sources.add(new Source(path, text)));
        Stream.of(CORE.resolve("query"), CORE.resolve("runtime"), STUBS)
                .flatMap(Compiled::javaFiles)
                .forEach(sources::add);
        List<String> options = new ArrayList<>(List.of(
                "-d", output.toString(), "-cp", CLASS_PATH, "-proc:none", "--release", "17", "-Xlint:all", "-Werror"));
        options.addAll(extraOptions);
        StringWriter messages = new StringWriter();
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!compiler.getTask(messages, null, null, options, null, sources).call()) {
            throw new AssertionError("generated code does not compile:\n" + messages);
        }
        return new Compiled(output);
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<JavaFileObject> javaFiles(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<JavaFileObject> files = new ArrayList<>();
            for (Path file : found.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                files.add(new Source(file.getFileName().toString(), Files.readString(file)));
            }
            return files.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("memory:/" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    Class<?> load(String name) {
        try {
            return Class.forName(SDK + name, true, classes);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    Class<?> model(String name) {
        return load("model." + name);
    }

    /** Decodes JSON in either name set. */
    Object read(String model, String json) throws IOException {
        return adapter(model(model), "GUIDE").fromJson(json);
    }

    String write(Object value) {
        return write(value, "GUIDE");
    }

    String write(Object value, String names) {
        return adapter(value.getClass(), names).toJson(value);
    }

    JsonAdapter<Object> adapter(Type type, String names) {
        return adapter(type, names, unknown -> {});
    }

    /** Returns an adapter. Passes every type for which the generated factory has no adapter to {@code unknown}. */
    JsonAdapter<Object> adapter(Type type, String names, Consumer<Type> unknown) {
        JsonAdapter.Factory models;
        try {
            models = (JsonAdapter.Factory) model("InboxModels")
                    .getConstructor(load("query.NameSet"))
                    .newInstance(constant("query.NameSet", names));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
        JsonAdapter.Factory others = (other, annotations, moshi) -> {
            unknown.accept(other);
            return null;
        };
        return new Moshi.Builder().add(models).add(others).build().adapter(type);
    }

    /** Creates an id, or a value of an enum. */
    Object of(String type, String text) {
        return call(model(type), "of", text);
    }

    Object constant(String type, String name) {
        try {
            return load(type).getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Builds a record. The settings are names of builder methods, each followed by its argument. */
    Object build(String model, Object... settings) {
        Object builder = call(model(model), "builder");
        for (int i = 0; i < settings.length; i += 2) {
            call(builder, (String) settings[i], settings[i + 1]);
        }
        return call(builder, "build");
    }

    /** Returns what a query object, or an object in one, writes, as {@code name=value} entries. */
    List<String> query(Object query, String names, String arrays, String cursors) {
        try {
            Class<?> writerType = load("runtime.QueryWriter");
            Object writer = writerType.getConstructors()[0].newInstance(
                    constant("query.NameSet", names),
                    constant("query.ArrayFormat", arrays),
                    constant("query.CursorFormat", cursors));
            call(query, "writeTo", writer);
            return ((List<?>) call(writer, "entries"))
                    .stream().map(String::valueOf).toList();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Calls a method of an instance, or a static method of a class, by its name and arguments. */
    static Object call(Object target, String method, Object... arguments) {
        Class<?> type = target instanceof Class<?> c ? c : target.getClass();
        Method found = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(method) && accepts(each.getParameterTypes(), arguments))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(type + " has no method " + method + " for " + Arrays.toString(arguments)));
        try {
            return found.invoke(target instanceof Class<?> ? null : target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean accepts(Class<?>[] parameters, Object[] arguments) {
        if (parameters.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            if (arguments[i] != null && !parameters[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
