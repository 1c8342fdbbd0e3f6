package com.inboxapp.sdk.sandbox;

/** The names in which a sandbox answers, where the API has two. Requests may have either. */
public enum Names {
    /** Those of the account-links guide and the introduction: {@code text}, {@code {"accountLinks": [..]}}. */
    GUIDE,
    /** Those of the published reference: {@code content}, a bare list of account links. */
    REFERENCE;

    String pick(String guide, String reference) {
        return this == GUIDE ? guide : reference;
    }
}
