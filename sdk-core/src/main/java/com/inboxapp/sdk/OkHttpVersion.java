package com.inboxapp.sdk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which OkHttp the program runs with. Its build may bring an older one than the SDK's, which comes first on the class path; one that lacks
 * methods would fail in the middle of a call.
 */
final class OkHttpVersion {
    private static final Pattern MAJOR_AND_MINOR = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})");
    private static final int LEAST_MAJOR = 4;
    private static final int LEAST_MINOR = 12;

    private OkHttpVersion() {}

    /**
     * Refuses what is known to be too old.
     *
     * @throws IllegalStateException if it is older than 4.12
     */
    static void check(ClassLoader loader) {
        String version = version(loader);
        if (version != null && isTooOld(version)) {
            throw new IllegalStateException("OkHttp 4.12 or newer is needed, but " + version
                    + " is on the class path: set com.squareup.okhttp3:okhttp to 4.12.0 or newer"
                    + " (okhttp.version where Spring Boot manages it)");
        }
    }

    /** Read at run time: the compiler would put in the version that it sees. Null when there is no telling, as after shrinking. */
    private static @Nullable String version(ClassLoader loader) {
        try {
            return String.valueOf(
                    loader.loadClass("okhttp3.OkHttp").getField("VERSION").get(null));
        } catch (ReflectiveOperationException | LinkageError e) {
            return isOkHttp3(loader) ? "3.0" : null;
        }
    }

    private static boolean isOkHttp3(ClassLoader loader) {
        try {
            loader.loadClass("okhttp3.internal.Version");
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean isTooOld(String version) {
        Matcher numbers = MAJOR_AND_MINOR.matcher(version);
        if (!numbers.lookingAt()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major < LEAST_MAJOR || (major == LEAST_MAJOR && Integer.parseInt(numbers.group(2)) < LEAST_MINOR);
    }
}
