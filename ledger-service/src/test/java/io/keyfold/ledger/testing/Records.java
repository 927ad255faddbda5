package io.keyfold.ledger.testing;

import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Instant;

/** Usage records for tests. */
public final class Records {

  /** Start of the first operation, which is the start of a bucket. */
  public static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  private Records() {}

  /** {@return the start of a tool call of {@code tnt_a}, at a sequence of the spool {@code usp_1}} */
  public static UsageRecorded start(String id, long sequence) {
    return UsageRecorded.newBuilder()
      .setRecordId(id)
      .setSpoolId("usp_1")
      .setSpoolSequence(sequence)
      .setOccurredAt(AT)
      .setRecordedAt(AT)
      .setActor(new Actor(ActorType.API_KEY, "key_1"))
      .setRequestId("req_1")
      .setTenantId("tnt_a")
      .setProviderId("prv_slack")
      .setProviderDeploymentId("pdp_1")
      .setAuthConfigId("pac_1")
      .setCredentialVersion(1L)
      .setSessionId("ses_1")
      .setSessionProviderId("spr_1")
      .setTool("send")
      .setMeter("tool_calls")
      .setPayer(Payer.CUSTOMER)
      .setUnit("call")
      .setQuantity(new BigDecimal("1.000000000"))
      .setOutcome(Outcome.UNKNOWN)
      .build();
  }

  /** {@return the completion of a started operation, at a sequence of its spool} */
  public static UsageCompleted completion(UsageRecorded start, Outcome outcome, long sequence) {
    return UsageCompleted.newBuilder()
      .setRecordId(start.getRecordId())
      .setSpoolId(start.getSpoolId())
      .setSpoolSequence(sequence)
      .setOccurredAt(start.getOccurredAt())
      .setRecordedAt(start.getRecordedAt().plusMillis(5))
      .setActor(start.getActor())
      .setRequestId(start.getRequestId())
      .setTenantId(start.getTenantId())
      .setProviderId(start.getProviderId())
      .setProviderDeploymentId(start.getProviderDeploymentId())
      .setAuthConfigId(start.getAuthConfigId())
      .setCredentialVersion(start.getCredentialVersion())
      .setSessionId(start.getSessionId())
      .setSessionProviderId(start.getSessionProviderId())
      .setTool(start.getTool())
      .setUser(start.getUser())
      .setMeter(start.getMeter())
      .setPayer(start.getPayer())
      .setUnit(start.getUnit())
      .setQuantity(start.getQuantity())
      .setOutcome(outcome)
      .build();
  }

  /** {@return the completion of an operation that was not attempted} */
  public static UsageCompleted notAttempted(UsageRecorded start, long sequence) {
    return UsageCompleted.newBuilder(completion(start, Outcome.FAILED, sequence))
      .setErrorCode("unavailable")
      .build();
  }
}
