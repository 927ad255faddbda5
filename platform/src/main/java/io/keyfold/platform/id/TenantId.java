package io.keyfold.platform.id;

/**
 * A tenant: the unit that owns objects, keys and usage. Also the record key of its commands and events.
 *
 * @param value the id, e.g. {@code tnt_...}
 */
public record TenantId(String value) {
  /** Owns what belongs to nobody else: the shipped catalogue. No API key is ever bound to it. */
  public static final TenantId PLATFORM = new TenantId("tnt_platform");

  /** Refuses what could leave the tenant's own range of keys in a view. */
  public TenantId {
    if (!value.matches("tnt_[A-Za-z0-9]{1,60}")) {
      throw new IllegalArgumentException("not a tenant id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
