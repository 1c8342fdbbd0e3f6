package com.inboxapp.sdk.model;

import java.util.List;

/** An alternative name of a property, as listed in section 1 of the contract. */
record Alias(Class<?> type, String property, String name, Kind kind) {
    /** Whether the alias is written with the name set of the reference. */
    enum Kind {
        REFERENCE,
        OLDER
    }

    static final List<Alias> ALL = List.of(
            reference(AccountLink.class, "platformUsername", "username"),
            reference(AccountLink.class, "profileImageUrl", "image"),
            older(InboxThread.class, "assigneeId", "assignedToMemberId"),
            older(InboxThread.class, "lastMessageTimestamp", "lastMessageAt"),
            reference(LastMessage.class, "text", "content"),
            reference(Message.class, "text", "content"),
            reference(EditedMessage.class, "text", "content"),
            reference(MessageVersion.class, "text", "content"),
            reference(Prospect.class, "followersCount", "followerCount"),
            older(Prospect.class, "username", "platformUsername"),
            older(Prospect.class, "displayName", "name"),
            older(Prospect.class, "bio", "description"),
            older(Prospect.class, "image", "profileImageUrl"),
            reference(CreateThreadRequest.class, "prospectPlatformId", "externalPlatformId"),
            reference(SendMessageRequest.class, "text", "content"),
            reference(EditMessageRequest.class, "text", "content"),
            reference(QuickSendRequest.class, "prospectPlatformId", "externalPlatformId"),
            reference(QuickSendRequest.class, "text", "content"));

    private static Alias reference(Class<?> type, String property, String name) {
        return new Alias(type, property, name, Kind.REFERENCE);
    }

    private static Alias older(Class<?> type, String property, String name) {
        return new Alias(type, property, name, Kind.OLDER);
    }

    @Override
    public String toString() {
        return type.getSimpleName() + "." + property + " = " + name;
    }
}
