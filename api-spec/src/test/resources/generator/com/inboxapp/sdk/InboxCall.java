package com.inboxapp.sdk;

/** A stub of sdk-core's class, which generated interfaces return. */
public final class InboxCall<T> {}
