package com.inboxapp.sdk.runtime;

/**
 * Which names a client writes where the Inbox API has two for the same thing.
 *
 * <p>Answers are understood in both name sets whatever is chosen here. Each pair is recorded in the OpenAPI document.
 */
public enum NameSet {
    /** The names of the account-links guide and the introduction: {@code text}, {@code prospectPlatformId}. The default. */
    GUIDE,
    /** The names of the service's published reference: {@code content}, {@code externalPlatformId}. */
    REFERENCE;

    /**
     * Picks between a name of the guide and its alias of the reference.
     *
     * @param guide the guide's name
     * @param reference the reference's name
     * @return the one of this name set
     */
    public String pick(String guide, String reference) {
        return this == GUIDE ? guide : reference;
    }
}
