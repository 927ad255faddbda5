package io.keyfold.deployment.read;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema on the wire.
 *
 * @param type always {@code json_schema}
 * @param schema the schema's JSON text, sent as it is
 */
record JsonSchemaBody(String type, @JsonRawValue String schema) {
  static @Nullable JsonSchemaBody of(@Nullable String schema) {
    return schema == null ? null : new JsonSchemaBody("json_schema", schema);
  }
}
