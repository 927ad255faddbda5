package io.keyfold.session.secrets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Request to replace a secret of a session.
 *
 * @param gracePeriod how long the previous secret is still accepted, as ISO 8601 duration; if omitted, not at all
 * @param expiresIn lifetime of the new secret, as ISO 8601 duration; if omitted, the default of this installation
 * @param expiresAt expiry time of the new secret, instead of {@code expires_in}
 */
record RotateSecretBody(@Nullable String gracePeriod, @Nullable String expiresIn, @Nullable Instant expiresAt) {}
