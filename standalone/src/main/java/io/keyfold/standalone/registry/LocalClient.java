package io.keyfold.standalone.registry;

import io.keyfold.schemas.error.RegistryUnavailableException;
import io.keyfold.schemas.registry.RegisteredSchema;
import io.keyfold.schemas.registry.RegistryClient;
import org.apache.avro.Schema;

/** A registry client for services in the same process. It avoids about a hundred HTTP requests at startup. */
record LocalClient(Registry registry) implements RegistryClient {
  @Override
  public int register(String subject, Schema schema) {
    try {
      return registry.register(subject, schema).id();
    } catch (RegistryWriteException e) {
      throw new RegistryUnavailableException("this process", String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Schema schemaById(int id) {
    return registry.memory().schemaById(id);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return registry.memory().latest(subject);
  }

  @Override
  public RegisteredSchema version(String subject, int version) {
    return registry.memory().version(subject, version);
  }

  @Override
  public RegisteredSchema lookup(String subject, Schema schema) {
    return registry.memory().lookup(subject, schema);
  }

  @Override
  public boolean compatible(String subject, Schema schema) {
    return registry.memory().compatible(subject, schema);
  }

  @Override
  public void close() {
    // The registry closes after all services.
  }
}
