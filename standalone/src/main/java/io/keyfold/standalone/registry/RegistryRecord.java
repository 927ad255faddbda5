package io.keyfold.standalone.registry;

import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.RegisteredSchema;
import java.util.Optional;

/** A record of the registry's topic. */
sealed interface RegistryRecord {
  /**
   * A version of a subject.
   *
   * @param schema the version
   */
  record Version(RegisteredSchema schema) implements RegistryRecord {}

  /**
   * A compatibility level.
   *
   * @param subject whose; empty for the one that holds for all others
   * @param level the level; empty if the subject's own was taken away
   */
  record Level(Optional<String> subject, Optional<CompatibilityLevel> level) implements RegistryRecord {}
}
