package io.keyfold.schemas.registry;

import org.apache.avro.Schema;

/**
 * Caches immutable results: the schema of an id, the id of a schema in a subject, a numbered version. The latest
 * version, compatibility and failures are not cached. Registering a schema also caches it by id, so its records can be
 * read while the registry is down.
 */
public final class CachingRegistryClient implements RegistryClient {

  private final RegistryClient next;
  private final BoundedCache<Integer, Schema> schemas;
  private final BoundedCache<Registration, Integer> ids;
  private final BoundedCache<Registration, RegisteredSchema> lookups;
  private final BoundedCache<Version, RegisteredSchema> versions;

  /**
   * Wraps a client.
   *
   * @param next the client to wrap
   * @param limit maximum number of entries of each kind
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
    schemas.get(id, key -> schema);
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
    schemas.get(found.id(), key -> found.schema());
    return found;
  }

  @Override
  public boolean compatible(String subject, Schema schema) {
    return next.compatible(subject, schema);
  }

  /** {@return the number of entries of all kinds, for a gauge} */
  public int size() {
    return schemas.size() + ids.size() + lookups.size() + versions.size();
  }

  /** {@return the maximum number of entries of all kinds} */
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
