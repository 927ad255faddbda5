package io.keyfold.deployment.provider;

import io.keyfold.platform.log.Versioned;
import java.time.Instant;

/**
 * A provider with its publication history.
 *
 * @param provider the current version
 * @param version number of publications, from 1; the ETag
 * @param createdAt time of the first publication
 * @param updatedAt time of the current version's publication
 */
public record VersionedProvider(
  Provider provider,
  long version,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {}
