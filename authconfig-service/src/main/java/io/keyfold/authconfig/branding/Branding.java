package io.keyfold.authconfig.branding;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's pages look, as folded state.
 *
 * @param version number of changes, from 1; the ETag
 * @param name name on the pages; null for the tenant's name
 * @param logoHash SHA-256 of the logo in hexadecimal digits; null without a logo
 * @param color six hexadecimal digits; null for the default
 * @param host the tenant's own host name; null for the installation's
 * @param createdAt time of the first change
 * @param updatedAt time of the last change
 */
public record Branding(
  long version,
  @Nullable String name,
  @Nullable String logoHash,
  @Nullable String color,
  @Nullable String host,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  private static final Kind<Branding> KIND = new Kind<>("branding", Branding.class);
  private static final Kind<Logo> LOGO = new Kind<>("branding_logo", Logo.class);

  /**
   * The logo, apart from the rest: it is large, and only its own URL needs it.
   *
   * @param hash SHA-256 of its content in hexadecimal digits
   * @param type media type
   * @param content the image
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Logo(String hash, String type, byte[] content) {}

  /** {@return the key of a tenant's branding} */
  public static Key<Branding> key(TenantId tenant) {
    return new Key<>(tenant, KIND, tenant.value());
  }

  /** {@return the key of a tenant's logo} */
  static Key<Logo> logo(TenantId tenant) {
    return new Key<>(tenant, LOGO, tenant.value());
  }
}
