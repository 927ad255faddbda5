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
}
