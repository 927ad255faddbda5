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
 * One metered act: what the record before it and the record after it have in common.
 *
 * @param id the tool call's ({@code tcl_}) or resolution's ({@code crs_}) id; with the meter it is the record's id
 * @param meter what is counted
 * @param occurredAt when the act began; decides its bucket
 * @param actor who asked
 * @param requestId id of the HTTP request
 * @param tenant the tenant
 * @param providerId the provider
 * @param deploymentId the deployment
 * @param authConfigId the auth config that was used; null if the provider needs none
 * @param credentialVersion version of the credential that was used
 * @param sessionId the session, if the act was within one
 * @param sessionProviderId the session's provider, if the act was within a session
 * @param tool the tool's key at the provider; null for resolutions
 * @param payer whose account at the provider is used
 * @param reason why this credential was chosen
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
  @Nullable String reason
) {
  // The Avro decimal of the schema has this scale; another one would not encode.
  private static final BigDecimal ONE = BigDecimal.ONE.setScale(9);

  /** {@return the record's id: from its cause, so that the same act has the same record} */
  public String recordId() {
    return id + "/" + meter.wire();
  }

  /** {@return the record that is spooled before the act, or before its answer} */
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
      .build();
  }

  /** {@return the record of the act's end} */
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
      .build();
  }
}
