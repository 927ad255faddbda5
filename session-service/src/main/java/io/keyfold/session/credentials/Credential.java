package io.keyfold.session.credentials;

import io.keyfold.platform.vault.Secret;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A decrypted credential: the value of an auth config in plaintext, for the duration of one call. It never prints
 * itself; use its methods to read it.
 */
public final class Credential implements AutoCloseable {

  /** No credential, for a provider that needs none. */
  public static final Credential NONE = new Credential(null);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final @Nullable Secret json;

  private Credential(@Nullable Secret json) {
    this.json = json;
  }

  /** {@return the credential of a secret that holds a JSON object in UTF-8; takes ownership of the secret} */
  public static Credential of(Secret json) {
    return new Credential(json);
  }

  /** {@return the property as text, if present} */
  public Optional<String> property(String name) {
    return read(value -> Optional.ofNullable(value.get(name)).filter(JsonNode::isValueNode).map(JsonNode::asString));
  }

  /** {@return the result of the function applied to the whole JSON object; an empty object for no credential} */
  public <T> T read(Function<JsonNode, T> reader) {
    return json == null ? reader.apply(JSON.createObjectNode()) : json.use(bytes -> reader.apply(JSON.readTree(bytes)));
  }

  /** Wipes the secret. */
  @Override
  public void close() {
    if (json != null) {
      json.close();
    }
  }

  @Override
  public String toString() {
    return "Credential[***]";
  }
}
