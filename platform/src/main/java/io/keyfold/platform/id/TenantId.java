package io.keyfold.platform.id;

import java.util.regex.Pattern;

/**
 * A tenant: the unit that owns objects, keys and usage. Also the record key of its commands and events.
 *
 * @param value the id, e.g. {@code tnt_...}
 */
public record TenantId(String value) {
  private static final Pattern FORM = Pattern.compile("tnt_[A-Za-z0-9]{1,60}");

  /** Owns what belongs to nobody else: the shipped catalogue. No API key is ever bound to it. */
  public static final TenantId PLATFORM = new TenantId("tnt_platform");

  /** Refuses what could leave the tenant's own range of keys in a view. */
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
