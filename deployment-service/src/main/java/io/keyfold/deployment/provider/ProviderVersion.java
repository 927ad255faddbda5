package io.keyfold.deployment.provider;

import io.keyfold.platform.log.Versioned;
import java.time.Instant;

/**
 * A version of a provider.
 *
 * @param provider the content
 * @param number number of the publication, from 1; content that is published again has its last number
 * @param createdAt time of the publication
 */
public record ProviderVersion(Provider provider, long number, Instant createdAt) implements Versioned {
  @Override
  public long version() {
    return number;
  }
}
