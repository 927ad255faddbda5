package io.keyfold.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema as one version of a subject.
 *
 * @param subject the subject
 * @param version its version within the subject, from 1
 * @param id its id in the registry, the same wherever the same text is registered
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {
  /** Refuses what no registry hands out. */
  public RegisteredSchema {
    if (subject.isEmpty() || version < 1 || id < 1) {
      throw new IllegalArgumentException("a registered schema has a subject, a version and an id from 1");
    }
  }
}
