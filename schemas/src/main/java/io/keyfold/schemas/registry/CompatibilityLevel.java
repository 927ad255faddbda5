package io.keyfold.schemas.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** The compatibility that a new version of a subject must have with earlier ones. */
public enum CompatibilityLevel {
  /** No check. */
  NONE(false, false, false),
  /** The new schema can read data of the latest version. */
  BACKWARD(true, false, false),
  /** The new schema can read data of all versions. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The latest version can read data of the new schema. */
  FORWARD(false, true, false),
  /** All versions can read data of the new schema. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Backward and forward compatible with the latest version. */
  FULL(true, true, false),
  /** Backward and forward compatible with all versions. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  /** {@return the level with a name, if it exists} */
  public static Optional<CompatibilityLevel> named(String name) {
    return Arrays.stream(values())
      .filter(level -> level.name().equals(name))
      .findFirst();
  }

  /**
   * Checks a schema against earlier versions.
   *
   * @param candidate the new schema
   * @param versions the registered versions, oldest first
   * @return the incompatibilities; empty if it is compatible
   */
  public List<String> problems(Schema candidate, List<RegisteredSchema> versions) {
    List<RegisteredSchema> relevant =
      transitive || versions.isEmpty() ? versions : List.of(versions.get(versions.size() - 1));
    List<String> problems = new ArrayList<>();
    for (RegisteredSchema earlier : relevant) {
      if (backward) {
        cannotRead(candidate, earlier.schema()).forEach(reason ->
          problems.add("the new schema cannot read version " + earlier.version() + ": " + reason)
        );
      }
      if (forward) {
        cannotRead(earlier.schema(), candidate).forEach(reason ->
          problems.add("version " + earlier.version() + " cannot read the new schema: " + reason)
        );
      }
    }
    return problems;
  }

  private static List<String> cannotRead(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
      return List.of();
    }
    return result
      .getIncompatibilities()
      .stream()
      .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
      .toList();
  }
}
