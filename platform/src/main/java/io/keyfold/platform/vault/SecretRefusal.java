package io.keyfold.platform.vault;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Makes writing a {@link Secret} as JSON an error instead of an accident. */
final class SecretRefusal extends ValueSerializer<Secret> {

  @Override
  public void serialize(Secret value, JsonGenerator generator, SerializationContext context) {
    throw DatabindException.from(generator, "a secret is never written as JSON");
  }
}
