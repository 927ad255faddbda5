package io.keyfold.platform.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema.
 *
 * @param type always {@code json_schema}
 * @param schema the schema
 */
public record JsonSchemaBody(String type, @JsonRawValue String schema) {
  /** {@return the schema, or null if there is none} */
  public static @Nullable JsonSchemaBody of(@Nullable String schema) {
    return schema == null ? null : new JsonSchemaBody("json_schema", schema);
  }
}
