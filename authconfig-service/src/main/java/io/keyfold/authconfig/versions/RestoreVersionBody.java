package io.keyfold.authconfig.versions;

import org.jspecify.annotations.Nullable;

/**
 * Request to restore an earlier version of a secret.
 *
 * @param gracePeriod how long the replaced version remains usable, as an ISO 8601 duration of at most 366 days; by
 *     default that of a rotation
 */
public record RestoreVersionBody(@Nullable String gracePeriod) {}
