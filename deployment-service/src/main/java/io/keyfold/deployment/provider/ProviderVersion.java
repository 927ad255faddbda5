package io.keyfold.deployment.provider;

import java.time.Instant;

/**
 * One version of a provider, current or not.
 *
 * @param provider the content
 * @param number the publication's number, from 1; a content published again has its last number
 * @param createdAt when it was published
 */
public record ProviderVersion(Provider provider, long number, Instant createdAt) {}
