package io.keyfold.session.secrets;

import com.fasterxml.jackson.annotation.JsonValue;
import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;

/** A secret for the caller: it is serialised to JSON and never printed elsewhere. */
public final class ShownSecret {

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
