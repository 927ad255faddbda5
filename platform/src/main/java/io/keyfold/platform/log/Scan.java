package io.keyfold.platform.log;

import io.keyfold.platform.id.TenantId;

/**
 * A range scan over a tenant's objects of one kind in id order. Ids are time-ordered, so this is the order of creation.
 *
 * @param tenant the owner of the objects
 * @param kind the kind of objects
 * @param prefix only ids with this prefix; empty for all
 * @param after only ids above it; empty for no lower bound
 * @param before only ids below it; empty for no upper bound
 * @param descending whether to scan from the highest id down
 * @param <T> the stored record
 */
public record Scan<T>(TenantId tenant, Kind<T> kind, String prefix, String after, String before, boolean descending) {
  /** {@return all objects of the kind, oldest first} */
  public static <T> Scan<T> all(TenantId tenant, Kind<T> kind) {
    return new Scan<>(tenant, kind, "", "", "", false);
  }

  /** {@return the objects whose id has the prefix, oldest first} */
  public static <T> Scan<T> prefixed(TenantId tenant, Kind<T> kind, String prefix) {
    return new Scan<>(tenant, kind, prefix, "", "", false);
  }
}
