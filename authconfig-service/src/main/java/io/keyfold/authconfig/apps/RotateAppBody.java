package io.keyfold.authconfig.apps;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Request to rotate the secret of an OAuth app.
 *
 * @param clientId a new client id, if the provider issued one; grants of the previous one are bound to it
 * @param clientSecret the new client secret; not together with {@code privateKey}
 * @param privateKey a new private key as JSON Web Key
 * @param gracePeriod how long the previous secret remains usable for the grants that it obtained, as an ISO 8601
 *     duration, at most 366 days; by default until these grants are gone
 * @param expiresAt when the provider stops to accept the new secret, if known
 */
record RotateAppBody(
  @Nullable String clientId,
  @Nullable SubmittedSecret clientSecret,
  @Nullable SubmittedSecret privateKey,
  @Nullable String gracePeriod,
  @Nullable Instant expiresAt
) {}
