package com.inboxapp.sdk;

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

/** Fails any test that logs the token of {@link TestServer}. Registered for all tests of this module. */
public final class TokenNeverLogged extends Handler implements BeforeEachCallback, AfterEachCallback {
    /** Referenced strongly, since a garbage-collected logger loses its level. */
    private static final Logger SDK = Logger.getLogger("com.inboxapp.sdk");

    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        found.clear();
        SDK.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Logger.getLogger("").removeHandler(this);
        if (!found.isEmpty()) {
            throw new AssertionError("the token was logged: " + found);
        }
    }

    @Override
    public void publish(LogRecord record) {
        String text = new SimpleFormatter().format(record);
        if (text.contains(TestServer.TOKEN)) {
            found.add(text);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
