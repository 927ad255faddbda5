package io.keyfold.session.usage;

import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A metered operation: the fields that its start record and completion record share.
 *
 * @param id id of the tool call ({@code tcl_}) or resolution ({@code crs_}); with the meter it forms the record's id
 * @param meter what is counted
 * @param occurredAt start of the operation; determines its bucket
 * @param actor the caller
 * @param requestId id of the HTTP request
 * @param tenant the tenant
 * @param providerId the provider
 * @param deploymentId the deployment
 * @param authConfigId the auth config that was used; null if the provider needs none
 * @param credentialVersion version of the credential that was used
 * @param sessionId the session, if the operation belongs to one
 * @param sessionProviderId the session's provider, if the operation belongs to a session
 * @param tool key of the tool at the provider; null for resolutions
 * @param payer whose account at the provider is used
 * @param reason why this credential was chosen
 * @param user the tenant's user for whom it is done; null: none
 * @param refusedCredentialVersion version that the provider refused before this one was used; null: none
 */
public record MeteredOperation(
  String id,
  Meter meter,
  Instant occurredAt,
  Actor actor,
  String requestId,
  TenantId tenant,
  String providerId,
  String deploymentId,
  @Nullable String authConfigId,
  @Nullable Long credentialVersion,
  @Nullable String sessionId,
  @Nullable String sessionProviderId,
  @Nullable String tool,
  Payer payer,
  @Nullable String reason,
  @Nullable String user,
  @Nullable Long refusedCredentialVersion
) {
  // Must match the scale of the Avro decimal, which does not encode any other.
  private static final BigDecimal ONE = BigDecimal.ONE.setScale(9);

  /** {@return the record's id, derived from the operation, so that one operation always has the same record id} */
  public String recordId() {
    return id + "/" + meter.wire();
  }

  /** {@return the start record, which is spooled before the operation runs or its response is sent} */
  public UsageRecorded recorded(Outcome outcome, Instant recordedAt) {
    return UsageRecorded.newBuilder()
      .setRecordId(recordId())
      .setSpoolId("")
      .setSpoolSequence(0)
      .setOccurredAt(occurredAt)
      .setRecordedAt(recordedAt)
      .setActor(actor)
      .setRequestId(requestId)
      .setTenantId(tenant.value())
      .setProviderId(providerId)
      .setProviderDeploymentId(deploymentId)
      .setAuthConfigId(authConfigId)
      .setCredentialVersion(credentialVersion)
      .setSessionId(sessionId)
      .setSessionProviderId(sessionProviderId)
      .setTool(tool)
      .setMeter(meter.wire())
      .setPayer(payer)
      .setUnit(meter.unit())
      .setQuantity(ONE)
      .setOutcome(outcome)
      .setReason(reason)
      .setUser(user)
      .build();
  }

  /** {@return the completion record} */
  public UsageCompleted completed(
    Outcome outcome,
    Instant recordedAt,
    Duration took,
    @Nullable String upstreamRequestId,
    @Nullable String errorCode
  ) {
    return UsageCompleted.newBuilder()
      .setRecordId(recordId())
      .setSpoolId("")
      .setSpoolSequence(0)
      .setOccurredAt(occurredAt)
      .setRecordedAt(recordedAt)
      .setActor(actor)
      .setRequestId(requestId)
      .setTenantId(tenant.value())
      .setProviderId(providerId)
      .setProviderDeploymentId(deploymentId)
      .setAuthConfigId(authConfigId)
      .setCredentialVersion(credentialVersion)
      .setSessionId(sessionId)
      .setSessionProviderId(sessionProviderId)
      .setTool(tool)
      .setMeter(meter.wire())
      .setPayer(payer)
      .setUnit(meter.unit())
      .setQuantity(ONE)
      .setOutcome(outcome)
      .setDurationMicros(TimeUnit.NANOSECONDS.toMicros(took.toNanos()))
      .setUpstreamRequestId(upstreamRequestId)
      .setErrorCode(errorCode)
      .setUser(user)
      .setRefusedCredentialVersion(refusedCredentialVersion)
      .build();
  }

  /** {@return the operation after the provider refused its credential and another version is used} */
  public MeteredOperation retriedWith(@Nullable Long usedVersion) {
    return new MeteredOperation(
      id,
      meter,
      occurredAt,
      actor,
      requestId,
      tenant,
      providerId,
      deploymentId,
      authConfigId,
      usedVersion,
      sessionId,
      sessionProviderId,
      tool,
      payer,
      reason,
      user,
      credentialVersion
    );
  }
}
