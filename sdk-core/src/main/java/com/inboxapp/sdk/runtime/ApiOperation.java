package com.inboxapp.sdk.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Carries what the OpenAPI document says of an operation to the generated method that calls it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ApiOperation {
    /**
     * The operation's id in the document, for instance {@code threads.list}.
     *
     * @return the id
     */
    String id();

    /**
     * What repeating the operation does.
     *
     * @return the safety class
     */
    Safety safety();
}
