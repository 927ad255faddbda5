package io.keyfold.platform.web;

import io.keyfold.platform.error.ErrorCode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the error codes of a handler's business rules. Codes that follow from its arguments (authentication, scope,
 * body, path, headers) need no declaration. The OpenAPI document is generated from both, and responses are checked
 * against it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FailsWith {
  /** {@return the codes} */
  ErrorCode[] value();
}
