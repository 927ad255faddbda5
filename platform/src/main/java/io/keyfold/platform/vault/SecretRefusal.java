package io.keyfold.platform.vault;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Makes serializing a {@link Secret} as JSON an error. */
final class SecretRefusal extends ValueSerializer<Secret> {

  @Override
  public void serialize(Secret value, JsonGenerator generator, SerializationContext context) {
    throw DatabindException.from(generator, "secrets must not be serialized as JSON");
  }
}
