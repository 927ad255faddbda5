package io.keyfold.schemas.registry;

import org.apache.avro.Schema;

/**
 * Remembers what cannot change: the schema of an id, the id of a schema under a subject, a numbered version. Asks again for
 * what can: the latest version, compatibility. Failures are not remembered. Whoever has registered a schema can read its records
 * without asking: they are read also while the registry is down.
 */
public final class CachingRegistryClient implements RegistryClient {

  private final RegistryClient next;
  private final BoundedCache<Integer, Schema> schemas;
  private final BoundedCache<Registration, Integer> ids;
  private final BoundedCache<Registration, RegisteredSchema> lookups;
  private final BoundedCache<Version, RegisteredSchema> versions;

  /**
   * Puts a memory before a registry.
   *
   * @param next whom to ask
   * @param limit bound of each kind of entry
   */
  public CachingRegistryClient(RegistryClient next, int limit) {
    this.next = next;
    this.schemas = new BoundedCache<>(limit);
    this.ids = new BoundedCache<>(limit);
    this.lookups = new BoundedCache<>(limit);
    this.versions = new BoundedCache<>(limit);
  }

  @Override
  public int register(String subject, Schema schema) {
    int id = ids.get(new Registration(subject, schema.toString()), key -> next.register(subject, schema));
    schemas.get(id, any -> schema);
    return id;
  }

  @Override
  public Schema schemaById(int id) {
    return schemas.get(id, next::schemaById);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return next.latest(subject);
  }

  @Override
  public RegisteredSchema version(String subject, int version) {
    return versions.get(new Version(subject, version), key -> next.version(subject, version));
  }

  @Override
  public RegisteredSchema lookup(String subject, Schema schema) {
    RegisteredSchema found = lookups.get(new Registration(subject, schema.toString()), key ->
      next.lookup(subject, schema)
    );
    schemas.get(found.id(), any -> found.schema());
    return found;
  }

  @Override
  public boolean compatible(String subject, Schema schema) {
    return next.compatible(subject, schema);
  }

  /** {@return how many entries are held, of all kinds, for a gauge} */
  public int size() {
    return schemas.size() + ids.size() + lookups.size() + versions.size();
  }

  /** {@return how many entries may be held, of all kinds} */
  public int limit() {
    return schemas.limit() + ids.limit() + lookups.limit() + versions.limit();
  }

  @Override
  public void close() {
    next.close();
  }

  private record Registration(String subject, String text) {}

  private record Version(String subject, int version) {}
}
