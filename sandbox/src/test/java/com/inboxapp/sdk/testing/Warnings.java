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
 * What is logged as a warning, or worse, while a test runs: the test that provokes it takes it, and asserts what it is; what nobody takes
 * fails the test. Registered for all tests of all modules. What comes when no test runs is printed.
 */
public final class Warnings implements BeforeEachCallback, AfterEachCallback {
    private static final Queue<LogRecord> HEARD = new ConcurrentLinkedQueue<>();
    private static volatile boolean listening;

    static {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
            root.addHandler(new Listening(handler));
        }
    }

    /** Takes all warnings so far. */
    public static List<LogRecord> taken() {
        List<LogRecord> taken = new ArrayList<>();
        for (LogRecord record = HEARD.poll(); record != null; record = HEARD.poll()) {
            taken.add(record);
        }
        return taken;
    }

    /** Takes all warnings so far, as their texts. */
    public static List<String> takenTexts() {
        return taken().stream().map(LogRecord::getMessage).toList();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        listening = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        listening = false;
        List<LogRecord> unexpected = taken();
        if (!unexpected.isEmpty()) {
            AssertionError failure =
                    new AssertionError(unexpected.size() + " warnings that the test did not take; the first is "
                            + new SimpleFormatter().format(unexpected.get(0)));
            failure.initCause(unexpected.get(0).getThrown());
            throw failure;
        }
    }

    /** Prints what it does not keep. */
    private static final class Listening extends Handler {
        private final Handler printing;

        Listening(Handler printing) {
            this.printing = printing;
            setLevel(printing.getLevel());
        }

        @Override
        public void publish(LogRecord record) {
            if (listening && record.getLevel().intValue() >= Level.WARNING.intValue()) {
                HEARD.add(record);
            } else {
                printing.publish(record);
            }
        }

        @Override
        public void flush() {
            printing.flush();
        }

        @Override
        public void close() {
            printing.close();
        }
    }
}
