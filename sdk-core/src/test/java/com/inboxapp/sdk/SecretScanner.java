package com.inboxapp.sdk;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okio.ByteString;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Searches for secrets in everything that a test passes to it, and in all logs and prints meanwhile. */
final class SecretScanner implements BeforeEachCallback, AfterEachCallback {
    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> secrets;
    private final Set<String> encodedSecrets;
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger records = new AtomicInteger();
    private final Handler handler = new LogReader();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Handler[] handlers = new Handler[0];
    private Level level = Level.INFO;
    private PrintStream out = System.out;
    private PrintStream err = System.err;

    SecretScanner(String... secrets) {
        // okio shows undecodable bytes in hexadecimal
        this.secrets = Stream.of(secrets)
                .flatMap(secret ->
                        Stream.of(secret, ByteString.encodeUtf8(secret).hex()))
                .toList();
        this.encodedSecrets =
                Stream.of(secrets).flatMap(SecretScanner::encoded).collect(Collectors.toUnmodifiableSet());
    }

    /** The bytes of a secret as they may occur in serialized objects, each byte as one character. */
    private static Stream<String> encoded(String secret) {
        ByteArrayOutputStream modified = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(modified)) {
            data.writeUTF(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Stream.of(
                modified.toString(StandardCharsets.ISO_8859_1).substring(2),
                new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                new String(secret.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1),
                new String(secret.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        handlers = ROOT.getHandlers();
        level = ROOT.getLevel();
        out = System.out;
        err = System.err;
        Arrays.stream(handlers).forEach(ROOT::removeHandler);
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.ALL);
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setOut(out);
        System.setErr(err);
        ROOT.setLevel(level);
        ROOT.removeHandler(handler);
        Arrays.stream(handlers).forEach(ROOT::addHandler);
        List<String> found = leaks();
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " leaks:\n"
                    + String.join("\n", found.stream().limit(40).toList()));
        }
    }

    /** Returns the number of log records, except those of the mock server. */
    int records() {
        return records.get();
    }

    List<String> leaks() {
        text("printed", printed.toString(StandardCharsets.UTF_8));
        return leaks.stream().distinct().toList();
    }

    void forgetLeaks() {
        printed.reset();
        leaks.clear();
    }

    void text(String where, String text) {
        for (String secret : secrets) {
            int at = text.indexOf(secret);
            if (at >= 0) {
                leaks.add(where + ": ..." + text.substring(Math.max(0, at - 150), Math.min(text.length(), at + 80)));
            }
        }
    }

    void bytes(String where, byte[] bytes) {
        String characters = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String secret : encodedSecrets) {
            int at = characters.indexOf(secret);
            if (at >= 0) {
                leaks.add(where + ": ..." + characters.substring(Math.max(0, at - 80), at + secret.length()));
            }
        }
    }

    void objects(Object... objects) {
        for (Object object : objects) {
            text(object.getClass().getName(), object.toString());
        }
    }

    void threads() {
        Thread.getAllStackTraces().keySet().forEach(thread -> text("thread", thread.getName()));
    }

    void failure(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        text("stack trace", trace.toString());
        bytes("serialized " + failure.getClass().getName(), Serialized.bytes(failure));
        failure(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private void failure(Throwable failure, Set<Throwable> seen) {
        if (!seen.add(failure)) {
            return;
        }
        String where = failure.getClass().getName();
        text(where, failure.toString());
        text(where, String.valueOf(failure.getMessage()));
        text(where, String.valueOf(failure.getLocalizedMessage()));
        if (failure instanceof InboxApiException api) {
            text(where, api.code() + " " + api.apiMessage() + " " + api.requestId() + " " + api.rateLimit());
            text(where, api.headers().toString());
        }
        if (failure.getCause() != null) {
            failure(failure.getCause(), seen);
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            failure(suppressed, seen);
        }
    }

    private final class LogReader extends Handler {
        LogReader() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            String logger = String.valueOf(record.getLoggerName());
            if (logger.startsWith("mockwebserver3")) {
                return;
            }
            records.incrementAndGet();
            text("log " + logger, new SimpleFormatter().formatMessage(record));
            text("log " + logger, String.valueOf(record.getMessage()));
            text("log " + logger, Arrays.deepToString(record.getParameters()));
            if (record.getThrown() != null) {
                failure(record.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
