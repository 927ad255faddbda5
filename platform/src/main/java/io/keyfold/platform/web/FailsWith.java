package io.keyfold.platform.web;

import io.keyfold.platform.error.ErrorCode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Error codes that a handler's business rules can answer. Codes that follow from its arguments (authentication, scope, body,
 * path, headers) are known without it. The OpenAPI document is generated from both, and responses are checked against it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FailsWith {
  /** {@return the codes} */
  ErrorCode[] value();
}
