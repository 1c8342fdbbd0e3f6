package com.inboxapp.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Records the events of calls. */
final class RecordingListener implements CallListener {
    private final List<String> events = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private final List<CallEnd> ends = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Semaphore retries = new Semaphore(0);
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
        retries.release();
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

    /** Call numbers are unique in the process; here they are replaced by the order of the calls. */
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

    /** Waits for the next retry that was not awaited yet. */
    void awaitRetry() throws InterruptedException {
        check(retries.tryAcquire(30, TimeUnit.SECONDS));
    }

    private void check(boolean happened) {
        if (!happened) {
            throw new AssertionError("the only events are " + events());
        }
    }

    /** Returns the exception's class name without prefix and suffix, with the cause of an unconfirmed one in brackets. */
    static String name(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        String name = failure instanceof InboxException ? simple.replaceAll("^Inbox(.*)Exception$", "$1") : simple;
        return failure instanceof InboxUnconfirmedException e ? name + "(" + name(e.getCause()) + ")" : name;
    }
}
