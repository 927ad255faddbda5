package io.keyfold.authconfig.apps;

import com.fasterxml.jackson.annotation.JsonCreator;
import tools.jackson.databind.JsonNode;

/** A secret in a request body. Immutable and never printed. */
final class SubmittedSecret {

  private final JsonNode content;

  private SubmittedSecret(JsonNode content) {
    this.content = content;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static SubmittedSecret of(JsonNode content) {
    return new SubmittedSecret(content);
  }

  JsonNode content() {
    return content;
  }

  @Override
  public String toString() {
    return "SubmittedSecret[***]";
  }
}
