package com.inboxapp.sdk.openapi;

/** The subject of a finding. */
enum Check {
    STRUCTURE,
    REFERENCE,
    OPERATION,
    PARAMETER,
    BODY,
    RESPONSE,
    ENTITY,
    ENUM,
    ALIAS,
    ENVELOPE,
    EXTENSION,
    SAFETY,
    ONE_OF,
    INLINE_SCHEMA,
    CLOSED_REQUEST,
    OPEN_RESPONSE,
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
