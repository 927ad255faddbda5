package io.keyfold.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which filters a list has, on its {@link ListQuery} argument. Any other query parameter is refused. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Filters {
  /**
   * {@return filters by value, in snake_case; {@code id} is always there, and {@code status}, where named, is
   * {@code active} unless the caller asks for something else}
   */
  String[] value() default {};

  /** {@return filters by time, e.g. {@code created_at}, sent as {@code created_at[gt]} and {@code created_at[lt]}} */
  String[] times() default {};

  /** {@return what {@code status} may be} */
  String[] statuses() default { "active", "archived" };
}
