package io.keyfold.platform.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON of a caller, such as metadata, in the form that commands carry. */
public final class JsonText {

  private JsonText() {}

  /** {@return the text of the value; null for a missing value and for JSON null} */
  public static @Nullable String of(@Nullable JsonNode value) {
    return value == null || value.isNull() ? null : value.toString();
  }

  /**
   * {@return the value of a key of metadata, as usage is grouped by it: an object or array as JSON, other values as their
   * text; null if the key or its value is missing}
   */
  public static @Nullable String member(JsonNode object, String key) {
    JsonNode value = object.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    return value.isValueNode() ? value.asString() : value.toString();
  }
}
