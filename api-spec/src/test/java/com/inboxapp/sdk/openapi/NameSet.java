package com.inboxapp.sdk.openapi;

import java.util.Locale;

/** Whose names a document is written in. */
enum NameSet {
    GUIDES,
    REFERENCE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
