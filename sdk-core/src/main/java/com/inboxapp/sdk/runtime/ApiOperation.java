package com.inboxapp.sdk.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the generated method of an operation, with the id and the safety class of the operation in the OpenAPI document. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ApiOperation {
    /**
     * Returns the operation's id in the document, for instance {@code threads.list}.
     *
     * @return the id
     */
    String id();

    /**
     * Returns the operation's safety class, which decides whether it can be retried.
     *
     * @return the safety class
     */
    Safety safety();
}
