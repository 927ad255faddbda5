package io.keyfold.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema registry for producers and consumers. Thread-safe. Calls block up to the configured timeouts and must not
 * run on an event loop. Every failure is a {@link io.keyfold.schemas.error.SchemaException}.
 */
public interface RegistryClient extends AutoCloseable {
  /**
   * Registers a schema as a new version of a subject, unless it exists. Idempotent.
   *
   * @return the schema's id
   * @throws io.keyfold.schemas.error.SchemaRejectedException if it is incompatible with earlier versions
   */
  int register(String subject, Schema schema);

  /**
   * {@return the schema with the id}
   *
   * @throws io.keyfold.schemas.error.UnknownSchemaIdException if there is none
   */
  Schema schemaById(int id);

  /**
   * {@return the latest version of the subject}
   *
   * @throws io.keyfold.schemas.error.UnknownSubjectException if there is none
   */
  RegisteredSchema latest(String subject);

  /**
   * {@return a version of the subject}
   *
   * @throws io.keyfold.schemas.error.UnknownSubjectException if there is none
   */
  RegisteredSchema version(String subject, int version);

  /**
   * {@return the version of the subject that equals the schema}
   *
   * @throws io.keyfold.schemas.error.UnknownSubjectException if there is none
   */
  RegisteredSchema lookup(String subject, Schema schema);

  /** {@return whether the schema is compatible at the subject's level; true for a new subject} */
  boolean compatible(String subject, Schema schema);

  /** Closes connections. Later calls may fail. */
  @Override
  void close();
}
