package com.inboxapp.sdk;

/** Stands in for sdk-core's class, which generated interfaces return. */
public final class InboxCall<T> {}
