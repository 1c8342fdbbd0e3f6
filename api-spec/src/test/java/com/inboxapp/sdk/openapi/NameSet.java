package com.inboxapp.sdk.openapi;

import java.util.Locale;

/** The name set of a document. */
enum NameSet {
    GUIDES,
    REFERENCE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
