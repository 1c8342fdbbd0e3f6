package com.inboxapp.sdk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the version of OkHttp at run time. The user's build may put a version on the class path that is older than the SDK's, and one that
 * lacks methods would fail in the middle of a call.
 */
final class OkHttpVersion {
    private static final Pattern MAJOR_AND_MINOR = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})");
    private static final int MIN_MAJOR = 4;
    private static final int MIN_MINOR = 12;

    private OkHttpVersion() {}

    /**
     * Rejects a version that is known to be too old.
     *
     * @throws IllegalStateException if OkHttp is older than 4.12
     */
    static void check(ClassLoader loader) {
        String version = version(loader);
        if (version != null && isTooOld(version)) {
            throw new IllegalStateException("OkHttp 4.12 or newer is needed, but " + version
                    + " is on the class path: set com.squareup.okhttp3:okhttp to 4.12.0 or newer"
                    + " (okhttp.version where Spring Boot manages it)");
        }
    }

    /**
     * Returns the version, or null if it cannot be determined, such as after shrinking. Read by reflection, since the compiler would inline
     * the version that it compiles against.
     */
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
        return major < MIN_MAJOR || (major == MIN_MAJOR && Integer.parseInt(numbers.group(2)) < MIN_MINOR);
    }
}
