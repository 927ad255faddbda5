package io.keyfold.deployment.provider;

import java.time.Instant;

/**
 * A provider with its history.
 *
 * @param provider the current version
 * @param version counts publications from 1; the ETag
 * @param createdAt when it was first published
 * @param updatedAt when the current version was published
 */
public record VersionedProvider(Provider provider, long version, Instant createdAt, Instant updatedAt) {}
