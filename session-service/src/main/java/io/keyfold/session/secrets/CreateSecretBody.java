package io.keyfold.session.secrets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Request to add a secret to a session.
 *
 * @param name display name
 * @param expiresIn lifetime, as ISO 8601 duration; if omitted, the default of this installation
 * @param expiresAt expiry time, instead of {@code expires_in}
 */
record CreateSecretBody(String name, @Nullable String expiresIn, @Nullable Instant expiresAt) {}
