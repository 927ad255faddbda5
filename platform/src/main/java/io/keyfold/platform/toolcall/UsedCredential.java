package io.keyfold.platform.toolcall;

import org.jspecify.annotations.Nullable;

/**
 * The credential that an operation used.
 *
 * @param providerAuthConfigId the auth config; null if the provider needs none
 * @param version version of its value
 * @param refusedVersion version that the provider refused before; null: none
 */
public record UsedCredential(
  @Nullable String providerAuthConfigId,
  @Nullable Long version,
  @Nullable Long refusedVersion
) {}
