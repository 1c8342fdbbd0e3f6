package com.inboxapp.sdk.query;

/**
 * The names that a client uses in requests for properties that have two names in the Inbox API.
 *
 * <p>Responses are decoded with both name sets, whichever is set. The OpenAPI document contains both names of each property.
 */
public enum NameSet {
    /** The guide names, from the account-links guide and the introduction: {@code text}, {@code prospectPlatformId}. The default. */
    GUIDE,
    /** The reference names, from the service's published reference: {@code content}, {@code externalPlatformId}. */
    REFERENCE;

    /**
     * Returns the one of two names that belongs to this name set.
     *
     * @param guide the guide name
     * @param reference the reference name
     * @return the name of this name set
     */
    public String pick(String guide, String reference) {
        return this == GUIDE ? guide : reference;
    }
}
