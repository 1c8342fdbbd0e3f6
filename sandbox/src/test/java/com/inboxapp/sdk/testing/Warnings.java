package com.inboxapp.sdk.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Records log messages of level WARNING and above while a test runs. A test that provokes warnings takes and asserts them; warnings that
 * are not taken fail the test. Registered for all tests of all modules. Messages logged while no test runs are printed.
 */
public final class Warnings implements BeforeEachCallback, AfterEachCallback {
    private static final Queue<LogRecord> RECORDED = new ConcurrentLinkedQueue<>();
    private static volatile boolean recording;

    static {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
            root.addHandler(new RecordingHandler(handler));
        }
    }

    /** Returns the warnings so far and removes them. */
    public static List<LogRecord> taken() {
        List<LogRecord> taken = new ArrayList<>();
        for (LogRecord record = RECORDED.poll(); record != null; record = RECORDED.poll()) {
            taken.add(record);
        }
        return taken;
    }

    /** Returns the messages of the warnings so far and removes them. */
    public static List<String> takenTexts() {
        return taken().stream().map(LogRecord::getMessage).toList();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        recording = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        recording = false;
        List<LogRecord> unexpected = taken();
        if (!unexpected.isEmpty()) {
            AssertionError failure = new AssertionError(unexpected.size() + " unexpected warnings; the first is "
                    + new SimpleFormatter().format(unexpected.get(0)));
            failure.initCause(unexpected.get(0).getThrown());
            throw failure;
        }
    }

    /** Records warnings during tests and passes all other messages to the original handler. */
    private static final class RecordingHandler extends Handler {
        private final Handler original;

        RecordingHandler(Handler original) {
            this.original = original;
            setLevel(original.getLevel());
        }

        @Override
        public void publish(LogRecord record) {
            if (recording && record.getLevel().intValue() >= Level.WARNING.intValue()) {
                RECORDED.add(record);
            } else {
                original.publish(record);
            }
        }

        @Override
        public void flush() {
            original.flush();
        }

        @Override
        public void close() {
            original.close();
        }
    }
}
