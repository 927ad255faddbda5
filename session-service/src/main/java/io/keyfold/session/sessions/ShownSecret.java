package io.keyfold.session.sessions;

import com.fasterxml.jackson.annotation.JsonValue;
import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;

/** A secret that is meant for the caller: it is written as JSON, and prints nowhere else. */
final class ShownSecret {

  private final Secret secret;

  ShownSecret(Secret secret) {
    this.secret = secret;
  }

  @JsonValue
  String reveal() {
    return secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "ShownSecret[***]";
  }
}
