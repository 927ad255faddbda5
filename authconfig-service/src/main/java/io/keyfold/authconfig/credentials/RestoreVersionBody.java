package io.keyfold.authconfig.credentials;

import org.jspecify.annotations.Nullable;

/**
 * Request to restore an earlier version of a credential.
 *
 * @param gracePeriod how long the replaced version remains usable, as an ISO 8601 duration of at most 366 days; by
 *     default it is unusable at once
 */
record RestoreVersionBody(@Nullable String gracePeriod) {}
