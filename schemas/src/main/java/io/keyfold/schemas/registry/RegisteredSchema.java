package io.keyfold.schemas.registry;

import org.apache.avro.Schema;

/**
 * A version of a subject.
 *
 * @param subject the subject
 * @param version the version within the subject, from 1
 * @param id the id in the registry, equal in all subjects with the same schema text
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {
  /** Validates the values. */
  public RegisteredSchema {
    if (subject.isEmpty() || version < 1 || id < 1) {
      throw new IllegalArgumentException("subject must not be empty, version and id must be at least 1");
    }
  }
}
