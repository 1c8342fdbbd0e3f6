package com.inboxapp.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Hears what happens to calls, and keeps it. */
final class Heard implements CallListener {
    private final List<String> events = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private final List<CallEnd> ends = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Semaphore repeats = new Semaphore(0);
    private final AtomicInteger attempts = new AtomicInteger();

    @Override
    public void callStarted(CallInfo call) {
        add(number(call) + " " + call.operation() + " started");
    }

    @Override
    public void attemptStarted(CallInfo call, int attempt) {
        add(number(call) + " attempt " + attempt);
        attempts.incrementAndGet();
    }

    @Override
    public void waiting(CallInfo call, WaitReason reason, Duration expected) {
        add(number(call) + " waits " + expected + " for " + reason);
    }

    @Override
    public void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {
        add(number(call) + " attempt " + failed + " failed with " + name(failure) + ", next in " + wait);
        repeats.release();
    }

    @Override
    public void callEnded(CallInfo call, CallEnd end) {
        add(number(call) + " ended: " + end.attempts() + " attempts in " + end.took() + ", status " + end.status()
                + ", " + (end.failure() == null ? "a value" : name(end.failure())));
        synchronized (this) {
            ends.add(end);
        }
        ended.countDown();
    }

    /** Numbers are those of the process; here the calls are counted as they come. */
    private synchronized String number(CallInfo call) {
        if (!numbers.contains(call.number())) {
            numbers.add(call.number());
        }
        return "#" + (numbers.indexOf(call.number()) + 1);
    }

    private synchronized void add(String event) {
        events.add(event);
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized List<CallEnd> ends() {
        return List.copyOf(ends);
    }

    int attempts() {
        return attempts.get();
    }

    void awaitEnd() throws InterruptedException {
        check(ended.await(60, TimeUnit.SECONDS));
    }

    /** The next one that was not waited for yet. */
    void awaitRepeat() throws InterruptedException {
        check(repeats.tryAcquire(30, TimeUnit.SECONDS));
    }

    private void check(boolean happened) {
        if (!happened) {
            throw new AssertionError("heard were only " + events());
        }
    }

    /** The exception's class without what all have in common, and in brackets what is unconfirmed because of it. */
    static String name(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        String name = failure instanceof InboxException ? simple.replaceAll("^Inbox(.*)Exception$", "$1") : simple;
        return failure instanceof InboxUnconfirmedException e ? name + "(" + name(e.getCause()) + ")" : name;
    }
}
