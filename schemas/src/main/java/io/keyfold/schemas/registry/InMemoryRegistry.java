package io.keyfold.schemas.registry;

import io.keyfold.schemas.error.SchemaRejectedException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.error.UnknownSubjectException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * A registry without I/O: subjects, versions, ids and compatibility. Ids count from 1 in order of registration, one per
 * schema text, so replaying registrations gives the same ids. Thread-safe.
 *
 * <p>A registry on a log calls {@link #plan}, appends the result and {@link #apply}s it; applying is idempotent. The
 * caller must apply a plan before it makes the next one.
 *
 * <p>Schemas are never deleted, since records need their schema as long as they are retained.
 */
public final class InMemoryRegistry implements RegistryClient {

  private final String address;
  private final TreeMap<String, List<RegisteredSchema>> subjects = new TreeMap<>();
  private final Map<Integer, Schema> byId = new LinkedHashMap<>();
  private final Map<String, Integer> idByText = new LinkedHashMap<>();
  private final Map<String, CompatibilityLevel> levels = new LinkedHashMap<>();
  private CompatibilityLevel level;

  /**
   * Creates an empty registry.
   *
   * @param address name of this registry in errors
   * @param level the global compatibility level
   */
  public InMemoryRegistry(String address, CompatibilityLevel level) {
    this.address = address;
    this.level = level;
  }

  /**
   * {@return the version that registering the schema would return} An existing version, or the next one, which is
   * stored only when it is applied.
   *
   * @throws SchemaRejectedException if it is incompatible
   */
  public synchronized RegisteredSchema plan(String subject, Schema schema) {
    String text = schema.toString();
    List<RegisteredSchema> versions = versionsOf(subject);
    Optional<RegisteredSchema> known = withText(versions, text);
    if (known.isPresent()) {
      return known.get();
    }
    List<String> problems = problems(subject, schema);
    if (!problems.isEmpty()) {
      throw new SchemaRejectedException(subject, String.join("; ", problems));
    }
    int version = versions.isEmpty() ? 1 : versions.get(versions.size() - 1).version() + 1;
    return new RegisteredSchema(subject, version, idByText.getOrDefault(text, nextId()), schema);
  }

  /**
   * Stores a planned version. Idempotent.
   *
   * @throws IllegalArgumentException if the version or id belongs to another schema
   */
  public synchronized void apply(RegisteredSchema planned) {
    String text = planned.schema().toString();
    Schema sameId = byId.get(planned.id());
    if (sameId != null && !sameId.toString().equals(text)) {
      throw new IllegalArgumentException("id " + planned.id() + " is another schema");
    }
    List<RegisteredSchema> versions = subjects.computeIfAbsent(planned.subject(), name -> new ArrayList<>());
    for (RegisteredSchema version : versions) {
      if (version.version() == planned.version()) {
        if (version.id() != planned.id()) {
          throw new IllegalArgumentException(planned.subject() + " has another version " + planned.version());
        }
        return;
      }
    }
    versions.add(planned);
    byId.putIfAbsent(planned.id(), planned.schema());
    idByText.putIfAbsent(text, planned.id());
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    RegisteredSchema planned = plan(subject, schema);
    apply(planned);
    return planned.id();
  }

  @Override
  public synchronized Schema schemaById(int id) {
    Schema schema = byId.get(id);
    if (schema == null) {
      throw new UnknownSchemaIdException(id, address);
    }
    return schema;
  }

  @Override
  public synchronized RegisteredSchema latest(String subject) {
    List<RegisteredSchema> versions = versionsOf(subject);
    if (versions.isEmpty()) {
      throw new UnknownSubjectException("subject " + subject, address);
    }
    return versions.get(versions.size() - 1);
  }

  @Override
  public synchronized RegisteredSchema version(String subject, int version) {
    return versionsOf(subject)
      .stream()
      .filter(candidate -> candidate.version() == version)
      .findFirst()
      .orElseThrow(() -> new UnknownSubjectException("version " + version + " of subject " + subject, address));
  }

  @Override
  public synchronized RegisteredSchema lookup(String subject, Schema schema) {
    return withText(versionsOf(subject), schema.toString()).orElseThrow(() ->
      new UnknownSubjectException("this schema of " + schema.getFullName() + " under subject " + subject, address)
    );
  }

  @Override
  public boolean compatible(String subject, Schema schema) {
    return problems(subject, schema).isEmpty();
  }

  /** {@return the incompatibilities of the schema with the subject's versions} */
  public synchronized List<String> problems(String subject, Schema schema) {
    return levelOf(subject).problems(schema, versionsOf(subject));
  }

  /** {@return the versions of a subject, oldest first; empty for an unknown subject} */
  public synchronized List<RegisteredSchema> versionsOf(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, List.of()));
  }

  /** {@return all subjects, by name} */
  public synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** {@return the versions of all subjects with the id} */
  public synchronized List<RegisteredSchema> usesOf(int id) {
    return subjects
      .values()
      .stream()
      .flatMap(List::stream)
      .filter(version -> version.id() == id)
      .toList();
  }

  /** {@return the global level} */
  public synchronized CompatibilityLevel level() {
    return level;
  }

  /** {@return the subject's level, if set} */
  public synchronized Optional<CompatibilityLevel> level(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  /** Sets the global level. Existing versions are not checked again. */
  public synchronized void setLevel(CompatibilityLevel next) {
    level = next;
  }

  /** Sets a subject's level. Existing versions are not checked again. */
  public synchronized void setLevel(String subject, CompatibilityLevel next) {
    levels.put(subject, next);
  }

  /** Removes a subject's level. */
  public synchronized void clearLevel(String subject) {
    levels.remove(subject);
  }

  @Override
  public void close() {
    // No resources to release.
  }

  private CompatibilityLevel levelOf(String subject) {
    return levels.getOrDefault(subject, level);
  }

  private int nextId() {
    return byId.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
  }

  private static Optional<RegisteredSchema> withText(List<RegisteredSchema> versions, String text) {
    return versions
      .stream()
      .filter(version -> version.schema().toString().equals(text))
      .findFirst();
  }
}
