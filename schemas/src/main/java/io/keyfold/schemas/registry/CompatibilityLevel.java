package io.keyfold.schemas.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Which earlier versions of a subject a new one must get along with, and in which direction. */
public enum CompatibilityLevel {
  /** Anything goes. */
  NONE(false, false, false),
  /** The new schema reads what the newest version wrote. */
  BACKWARD(true, false, false),
  /** The new schema reads what any version wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The newest version reads what the new schema writes. */
  FORWARD(false, true, false),
  /** Every version reads what the new schema writes. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both, with the newest version. */
  FULL(true, true, false),
  /** Both, with every version. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  /** {@return the level of that name, if there is one} */
  public static Optional<CompatibilityLevel> named(String name) {
    return Arrays.stream(values())
      .filter(level -> level.name().equals(name))
      .findFirst();
  }

  /**
   * Compares a schema with the versions before it.
   *
   * @param candidate the new schema
   * @param versions what is registered, oldest first
   * @return what stands against the new schema, one sentence each; empty if it is compatible
   */
  public List<String> problems(Schema candidate, List<RegisteredSchema> versions) {
    List<RegisteredSchema> relevant =
      transitive || versions.isEmpty() ? versions : List.of(versions.get(versions.size() - 1));
    List<String> problems = new ArrayList<>();
    for (RegisteredSchema earlier : relevant) {
      if (backward) {
        cannotRead(candidate, earlier.schema()).forEach(why ->
          problems.add("the new schema cannot read version " + earlier.version() + ": " + why)
        );
      }
      if (forward) {
        cannotRead(earlier.schema(), candidate).forEach(why ->
          problems.add("version " + earlier.version() + " cannot read the new schema: " + why)
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
