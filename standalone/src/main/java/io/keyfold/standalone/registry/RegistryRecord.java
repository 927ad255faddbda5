package io.keyfold.standalone.registry;

import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.RegisteredSchema;
import java.util.Optional;

/** A record of the registry's topic. */
sealed interface RegistryRecord {
  /**
   * A version of a subject.
   *
   * @param schema the registered schema
   */
  record Version(RegisteredSchema schema) implements RegistryRecord {}

  /**
   * A compatibility level.
   *
   * @param subject the subject; empty for the global level
   * @param level the level; empty if the subject's level was deleted
   */
  record Level(Optional<String> subject, Optional<CompatibilityLevel> level) implements RegistryRecord {}
}
