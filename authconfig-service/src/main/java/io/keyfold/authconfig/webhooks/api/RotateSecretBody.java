package io.keyfold.authconfig.webhooks.api;

import org.jspecify.annotations.Nullable;

/**
 * Request to rotate the signing secret.
 *
 * @param gracePeriod how long deliveries are also signed with the previous secret, as an ISO 8601 duration of at most
 *     {@code P7D}; {@code P1D} by default, {@code PT0S} for a secret that has leaked
 */
record RotateSecretBody(@Nullable String gracePeriod) {}
