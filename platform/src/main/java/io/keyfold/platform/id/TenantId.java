package io.keyfold.platform.id;

import java.util.regex.Pattern;

/**
 * Identifies a tenant, which owns objects, keys and usage. It is also the record key of the tenant's commands and
 * events.
 *
 * @param value the id, e.g. {@code tnt_...}
 */
public record TenantId(String value) {
  private static final Pattern FORM = Pattern.compile("tnt_[A-Za-z0-9]{1,60}");

  /** Owns the objects of the platform itself, such as the built-in catalogue. No API key is ever bound to it. */
  public static final TenantId PLATFORM = new TenantId("tnt_platform");

  /** Rejects values that could escape the tenant's key range in a store. */
  public TenantId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a tenant id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
