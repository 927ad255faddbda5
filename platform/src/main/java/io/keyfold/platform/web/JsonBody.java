package io.keyfold.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a controller argument that is bound to the request body: a JSON object, validated against the JSON Schema
 * (2020-12) in the classpath resource {@code /requests/NAME.json}. Known top-level fields may also be in camelCase.
 *
 * <p>Rejected before the controller runs: bodies above 1 MiB (413), other content types (415), malformed or hostile
 * JSON, violations of the schema, and {@code metadata} above 16 KiB (400 with the field's path). Responses never
 * contain what was sent.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface JsonBody {
  /** {@return the name of the schema, e.g. {@code create-deployment}} */
  String value();
}
