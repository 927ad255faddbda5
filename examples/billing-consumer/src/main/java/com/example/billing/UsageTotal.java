package com.example.billing;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A running total: what one series used in one bucket of 15 minutes. Of two totals of a key, the one with the higher
 * source offset is right.
 *
 * @param key the record's key; opaque
 * @param bucketStart start of the bucket
 * @param tenantId the tenant
 * @param providerId the provider
 * @param deploymentId the deployment
 * @param authConfigId the auth config that was used; null if the provider needs none
 * @param credentialVersion version of the credential that was used
 * @param tool the tool; null for resolutions of credentials
 * @param user the tenant's user, if any
 * @param meter what is counted
 * @param payer whose account at the provider was used
 * @param unit unit of the quantity
 * @param quantity sum of the quantities
 * @param count number of operations
 * @param succeeded operations that succeeded
 * @param failed operations that failed
 * @param outcomeUnknown operations without a known end
 * @param sourcePartition partition of {@code usage.records} that the total comes from
 * @param sourceOffset everything up to this offset is included
 * @param updatedAt time of the last operation record that is included
 */
public record UsageTotal(
  String key,
  Instant bucketStart,
  String tenantId,
  String providerId,
  String deploymentId,
  @Nullable String authConfigId,
  @Nullable Long credentialVersion,
  @Nullable String tool,
  @Nullable String user,
  String meter,
  String payer,
  String unit,
  BigDecimal quantity,
  long count,
  long succeeded,
  long failed,
  long outcomeUnknown,
  int sourcePartition,
  long sourceOffset,
  Instant updatedAt
) {}
