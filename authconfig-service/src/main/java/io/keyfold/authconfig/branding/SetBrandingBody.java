package io.keyfold.authconfig.branding;

import org.jspecify.annotations.Nullable;

/**
 * Request to set the branding as a whole; what is left out is the default.
 *
 * @param name name on the pages; the tenant's name by default
 * @param logo {@code data:} URL of a PNG, JPEG or WebP image of at most 64 KiB
 * @param color colour as {@code #rrggbb}
 * @param host own host name of the pages and of redirect URIs
 */
record SetBrandingBody(@Nullable String name, @Nullable String logo, @Nullable String color, @Nullable String host) {}
