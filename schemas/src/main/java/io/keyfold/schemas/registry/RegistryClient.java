package io.keyfold.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema registry, as much of it as producers and consumers need. Thread-safe. Calls block, up to the bounds that the
 * implementation is given, so they never belong on an event loop. Every failure is a
 * {@link io.keyfold.schemas.error.SchemaException}.
 */
public interface RegistryClient extends AutoCloseable {
  /**
   * Registers a schema as a new version of a subject, unless it is one already. Safe to repeat.
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
   * {@return the newest version of the subject}
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
   * {@return the version of the subject that is exactly this schema}
   *
   * @throws io.keyfold.schemas.error.UnknownSubjectException if there is none
   */
  RegisteredSchema lookup(String subject, Schema schema);

  /** {@return whether the schema could be registered, by the subject's compatibility level; true for a new subject} */
  boolean compatible(String subject, Schema schema);

  /** Lets go of connections. Calls after it may fail. */
  @Override
  void close();
}
