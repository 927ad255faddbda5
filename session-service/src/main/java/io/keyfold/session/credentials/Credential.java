package io.keyfold.session.credentials;

import io.keyfold.platform.vault.Secret;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An opened credential: the value of an auth config in plain text, for as short as one call. Cannot print itself; read only
 * through its methods.
 */
public final class Credential implements AutoCloseable {

  /** No credential, for a provider that needs none. */
  public static final Credential NONE = new Credential(null);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final @Nullable Secret json;

  private Credential(@Nullable Secret json) {
    this.json = json;
  }

  /** {@return the credential in a secret that holds a JSON object in UTF-8; it owns the secret from now on} */
  public static Credential of(Secret json) {
    return new Credential(json);
  }

  /** {@return the property as text, if the credential has it} */
  public Optional<String> property(String name) {
    return read(value -> Optional.ofNullable(value.get(name)).filter(JsonNode::isValueNode).map(JsonNode::asString));
  }

  /** {@return what the function makes of the whole value, an object; empty for no credential} */
  public <T> T read(Function<JsonNode, T> reader) {
    return json == null ? reader.apply(JSON.createObjectNode()) : json.use(bytes -> reader.apply(JSON.readTree(bytes)));
  }

  /** Wipes it. */
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
