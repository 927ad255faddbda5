package io.keyfold.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the scope that a caller's key needs for a handler method; on a type, for all its methods. The start fails
 * for a handler without it, unless its path is public.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface RequiresScope {
  /** Any valid key is sufficient. */
  String ANY = "*";

  /** {@return the scope, e.g. {@code instance.provider.deployment:write}} */
  String value();
}
