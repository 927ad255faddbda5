package io.keyfold.ledger.operations;

import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A metered operation: a tool call or a resolution of a credential.
 *
 * @param recordId its id, unique for ever
 * @param tenantId the tenant
 * @param occurredAt when it began
 * @param providerId the provider
 * @param deploymentId the deployment
 * @param authConfigId the auth config that was used; null if the provider needs none
 * @param credentialVersion version of the credential that was used
 * @param sessionId the session, if it was within one
 * @param tool key of the tool at the provider; null for resolutions
 * @param user the tenant's user for whom it was done; null: none
 * @param meter what is counted
 * @param payer whose account at the provider was used: name of a {@code Payer}
 * @param unit unit of the quantity
 * @param quantity how much
 * @param outcome how it ended, as far as known: name of an {@link Outcome}
 * @param attempted false if it was certainly not attempted and thus counts nowhere
 * @param partition partition of its records
 * @param offset offset of its first record
 * @param origin who started it
 * @param completion how it ended; null if there is no completion
 */
public record Operation(
  String recordId,
  String tenantId,
  Instant occurredAt,
  String providerId,
  String deploymentId,
  @Nullable String authConfigId,
  @Nullable Long credentialVersion,
  @Nullable String sessionId,
  @Nullable String tool,
  @Nullable String user,
  String meter,
  String payer,
  String unit,
  BigDecimal quantity,
  String outcome,
  boolean attempted,
  int partition,
  long offset,
  Origin origin,
  @Nullable Completion completion
) {
  /** {@return the operation that the record starts} */
  static Operation of(UsageRecorded start, int partition, long offset) {
    return new Operation(
      start.getRecordId(),
      start.getTenantId(),
      start.getOccurredAt(),
      start.getProviderId(),
      start.getProviderDeploymentId(),
      start.getAuthConfigId(),
      start.getCredentialVersion(),
      start.getSessionId(),
      start.getTool(),
      start.getUser(),
      start.getMeter(),
      start.getPayer().name(),
      start.getUnit(),
      start.getQuantity(),
      start.getOutcome().name(),
      true,
      partition,
      offset,
      Origin.of(start),
      null
    );
  }

  /** {@return this operation with its completion} It stays in the series in which it began, like the totals. */
  Operation completed(UsageCompleted end, boolean wasAttempted, long at) {
    return new Operation(
      recordId,
      tenantId,
      occurredAt,
      providerId,
      deploymentId,
      authConfigId,
      credentialVersion,
      sessionId,
      tool,
      user,
      meter,
      payer,
      unit,
      quantity,
      end.getOutcome().name(),
      wasAttempted,
      partition,
      offset,
      origin,
      Completion.of(end, at)
    );
  }
}
