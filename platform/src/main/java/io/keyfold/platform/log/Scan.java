package io.keyfold.platform.log;

import io.keyfold.platform.id.TenantId;

/**
 * A walk over a tenant's objects of one kind, by id. Ids are time-ordered, so this is the order of creation.
 *
 * @param tenant whose objects
 * @param kind which objects
 * @param prefix only ids that begin with it; empty for all
 * @param after only ids above it; empty for no bound
 * @param before only ids below it; empty for no bound
 * @param descending whether to walk from the highest id down
 * @param <T> the stored record
 */
public record Scan<T>(TenantId tenant, Kind<T> kind, String prefix, String after, String before, boolean descending) {
  /** {@return all objects of the kind, oldest first} */
  public static <T> Scan<T> all(TenantId tenant, Kind<T> kind) {
    return new Scan<>(tenant, kind, "", "", "", false);
  }

  /** {@return the objects whose id begins with the prefix, oldest first} */
  public static <T> Scan<T> prefixed(TenantId tenant, Kind<T> kind, String prefix) {
    return new Scan<>(tenant, kind, prefix, "", "", false);
  }
}
