package io.keyfold.authconfig.branding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the tenant's pages look.
 *
 * @param object always {@code branding}
 * @param name name on the pages; null for the tenant's name
 * @param logo {@code data:} URL of the logo; null without one
 * @param logoUrl URL of the logo; null without one
 * @param color colour as {@code #rrggbb}; null for the default
 * @param host own host name; null for the installation's
 * @param baseUrl base of setup links and redirect URIs
 * @param createdAt time of the first change; null before it
 * @param updatedAt time of the last change; null before the first
 */
record BrandingBody(
  String object,
  @Nullable String name,
  @Nullable String logo,
  @Nullable String logoUrl,
  @Nullable String color,
  @Nullable String host,
  String baseUrl,
  @Nullable Instant createdAt,
  @Nullable Instant updatedAt
) {}
