package io.keyfold.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A controller argument that is the request's body: a JSON object, checked against the JSON Schema (2020-12) in the class path
 * resource {@code /requests/NAME.json}, then bound to the argument's type. Known top-level fields may come in camelCase.
 *
 * <p>Refused before the controller runs: a body above 1 MiB (413), another content type (415), malformed or hostile JSON,
 * whatever the schema refuses, and {@code metadata} above 16 KiB (400 with the field's path). What was sent is never repeated
 * in an answer.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface JsonBody {
  /** {@return the name of the schema, e.g. {@code create-deployment}} */
  String value();
}
