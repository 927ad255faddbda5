package io.keyfold.platform.log;

import io.keyfold.platform.id.TenantId;

/**
 * The key of an object in a store. Stored keys begin with the tenant, so a scan cannot cross tenants by mistake.
 *
 * @param tenant the owner
 * @param kind the kind of object
 * @param id its id, unique within tenant and kind
 * @param <T> the stored record
 */
public record Key<T>(TenantId tenant, Kind<T> kind, String id) {
  /** Rejects an id that could overlap with another key. */
  public Key {
    if (id.isEmpty() || id.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an id must not be empty or contain NUL");
    }
  }
}
