package com.inboxapp.sdk.openapi;

/** What a finding is about. */
enum Check {
    STRUCTURE,
    REFERENCE,
    OPERATION,
    PARAMETER,
    BODY,
    ANSWER,
    ENTITY,
    ENUM,
    ALIAS,
    ENVELOPE,
    EXTENSION,
    SAFETY,
    ONE_OF,
    INLINE_SCHEMA,
    CLOSED_REQUEST,
    OPEN_ANSWER,
    TWO_SIDES,
    STATUS,
    HEADER,
    SECURITY,
    MISSING_EXAMPLE,
    EXAMPLE,
    ERROR,
    SHAPE,
    TEXT,
    CHOICE,
    ID,
    DEFAULT,
    SERVER
}
