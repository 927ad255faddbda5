package io.keyfold.authconfig.credentials;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Request to rotate a credential.
 *
 * @param value the new credential
 * @param gracePeriod how long the previous version remains usable, as an ISO 8601 duration of at most 366 days; by
 *     default it is unusable at once
 * @param expiresAt when the provider stops to accept the new credential, if known
 */
record RotateCredentialBody(SubmittedValue value, @Nullable String gracePeriod, @Nullable Instant expiresAt) {}
