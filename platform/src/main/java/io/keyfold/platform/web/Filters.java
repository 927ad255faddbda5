package io.keyfold.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares the filters of a list on its {@link ListQuery} argument. All other query parameters are rejected. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Filters {
  /**
   * {@return filters by value, in snake_case. {@code id} is always available; {@code status}, if declared, defaults to
   * all statuses of objects in use ({@link ListQuery#defaultStatuses})}
   */
  String[] value() default {};

  /** {@return filters by time, e.g. {@code created_at}, sent as {@code created_at[gt]} and {@code created_at[lt]}} */
  String[] times() default {};

  /** {@return the allowed values of {@code status}} */
  String[] statuses() default { "active", "archived" };
}
