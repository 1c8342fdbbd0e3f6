package com.inboxapp.sdk.sandbox;

/** A name set for the fields of responses where the API has two. Requests may use the names of both sets. */
public enum NameSet {
    /** The names of the account-links guide and the introduction, such as {@code text} and {@code {"accountLinks": [..]}}. */
    GUIDE,
    /** The names of the published reference, such as {@code content} and a bare list of account links. */
    REFERENCE;

    String pick(String guide, String reference) {
        return this == GUIDE ? guide : reference;
    }
}
