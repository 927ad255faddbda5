package io.keyfold.session.usage.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer. What it is not split by is null.
 *
 * @param bucketStart start of the bucket
 * @param bucketEnd its end, not included
 * @param providerDeploymentId the deployment
 * @param providerAuthConfigId the auth config
 * @param credentialVersion version of its credential
 * @param tool the tool's key
 * @param sessionId the session
 * @param meter what is counted
 * @param payer whose account at the provider was used
 * @param unit unit of the quantity
 * @param quantity how much, as a decimal number in text: no digit is lost
 * @param count acts
 * @param succeeded acts that succeeded
 * @param failed acts that failed
 * @param outcomeUnknown acts without a known end, so far
 */
record UsageItem(
  Instant bucketStart,
  Instant bucketEnd,
  @Nullable String providerDeploymentId,
  @Nullable String providerAuthConfigId,
  @Nullable Long credentialVersion,
  @Nullable String tool,
  @Nullable String sessionId,
  String meter,
  String payer,
  String unit,
  String quantity,
  long count,
  long succeeded,
  long failed,
  long outcomeUnknown
) {}
