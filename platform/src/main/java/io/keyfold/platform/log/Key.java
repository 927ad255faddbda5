package io.keyfold.platform.log;

import io.keyfold.platform.id.TenantId;

/**
 * Where an object is kept. The tenant leads the stored key, so that a scan cannot leave it by mistake.
 *
 * @param tenant the owner
 * @param kind what it is
 * @param id its id, unique within tenant and kind
 * @param <T> the stored record
 */
public record Key<T>(TenantId tenant, Kind<T> kind, String id) {
  /** Refuses an id that could run into another key. */
  public Key {
    if (id.isEmpty() || id.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an id is not empty and holds no NUL");
    }
  }
}
