package io.keyfold.ledger.usage;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Usage in one time bucket and group. Fields that are not part of {@code group_by} are null.
 *
 * @param bucketStart start of the bucket
 * @param bucketEnd end of the bucket, exclusive
 * @param providerDeploymentId the deployment
 * @param providerAuthConfigId the auth config
 * @param credentialVersion version of the auth config's credential
 * @param tool key of the tool
 * @param sessionId the session
 * @param user the caller's user
 * @param providerId the provider
 * @param outcome how the operations ended
 * @param metadata the deployment's metadata, with the keys in {@code group_by}; a key that a deployment lacks is null
 * @param meter what is counted
 * @param payer whose account at the provider was used
 * @param unit unit of the quantity
 * @param quantity the quantity as a decimal number in text, without loss of precision
 * @param count number of operations
 * @param succeeded operations that succeeded
 * @param failed operations that failed
 * @param outcomeUnknown operations whose outcome is not known yet
 */
record UsageItem(
  Instant bucketStart,
  Instant bucketEnd,
  @Nullable String providerDeploymentId,
  @Nullable String providerAuthConfigId,
  @Nullable Long credentialVersion,
  @Nullable String tool,
  @Nullable String sessionId,
  @Nullable String user,
  @Nullable String providerId,
  @Nullable String outcome,
  @Nullable Map<String, @Nullable String> metadata,
  String meter,
  String payer,
  String unit,
  String quantity,
  long count,
  long succeeded,
  long failed,
  long outcomeUnknown
) {}
