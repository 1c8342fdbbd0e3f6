package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkHttpVersionTest {
    @TempDir
    Path directory;

    private ClassLoader with(String className, String version) throws Exception {
        int dot = className.lastIndexOf('.');
        String name = className.substring(dot + 1);
        Path source = directory.resolve(name + ".java");
        Files.writeString(
                source,
                "package " + className.substring(0, dot) + "; public class " + name
                        + " { public static final String VERSION = \"" + version + "\"; }");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", directory.toString(), source.toString());
        assertThat(failed).isZero();
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.11.0", "4.9.3", "4.0.0-RC1", "4.10.0-SNAPSHOT", "3.14.9"})
    void rejectsAnOlderVersionInOneSentence(String version) throws Exception {
        ClassLoader loader = with("okhttp3.OkHttp", version);

        assertThatIllegalStateException()
                .isThrownBy(() -> OkHttpVersion.check(loader))
                .withMessage("OkHttp 4.12 or newer is needed, but " + version
                        + " is on the class path: set com.squareup.okhttp3:okhttp to 4.12.0 or newer"
                        + " (okhttp.version where Spring Boot manages it)");
    }

    @Test
    void rejectsAVersionBefore4() throws Exception {
        ClassLoader loader = with("okhttp3.internal.Version", "3.14.9");

        assertThatIllegalStateException().isThrownBy(() -> OkHttpVersion.check(loader));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.12.0", "4.12.1-SNAPSHOT", "4.100.0", "5.0.0-alpha.14", "5.5.1", "10.0.0", "", "main"})
    void acceptsAnyOtherVersion(String version) throws Exception {
        ClassLoader loader = with("okhttp3.OkHttp", version);

        assertThatCode(() -> OkHttpVersion.check(loader)).doesNotThrowAnyException();
    }

    @Test
    void acceptsAnUnknownVersion() {
        assertThatCode(() -> OkHttpVersion.check(ClassLoader.getPlatformClassLoader()))
                .doesNotThrowAnyException();
    }

    @Test
    void createsNoClientWithAnOlderVersion() throws Exception {
        with("okhttp3.OkHttp", "4.9.3");
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> clients = loader.loadClass(InboxClient.class.getName());
            Object builder = clients.getMethod("builder").invoke(null);
            builder.getClass().getMethod("apiToken", String.class).invoke(builder, "token");

            assertThatCode(() -> builder.getClass().getMethod("build").invoke(builder))
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("4.9.3");
        }
    }

    /** The class path of the tests, preceded by the older class. */
    private URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(directory.toUri().toURL());
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(new File(place).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
