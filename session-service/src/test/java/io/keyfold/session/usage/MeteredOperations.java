package io.keyfold.session.usage;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.metering.CallNotAttempted;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.time.Duration;
import java.time.Instant;

/** Metered operations for tests. */
public final class MeteredOperations {

  /** Start of the first operation, which is the start of a bucket. */
  public static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  /** Tenant of the operations. */
  public static final TenantId TENANT = new TenantId("tnt_a");

  private MeteredOperations() {}

  /** {@return a tool call} */
  public static MeteredOperation call(String id, String deployment, long version, String tool, Instant at) {
    return new MeteredOperation(
      id,
      Meter.TOOL_CALLS,
      at,
      new Actor(ActorType.API_KEY, "key_1"),
      "req_1",
      TENANT,
      "prv_slack",
      deployment,
      "pac_1",
      version,
      "ses_1",
      "spr_1",
      tool,
      Payer.CUSTOMER,
      "explicit",
      null,
      null
    );
  }

  /** {@return a tool call of a fixed deployment and tool} */
  public static MeteredOperation call(String id) {
    return call(id, "pdp_1", 1, "send", AT);
  }

  /** {@return its start record, at a sequence of a spool} */
  public static UsageRecorded start(MeteredOperation operation, String spool, long sequence) {
    return UsageRecorded.newBuilder(operation.recorded(Outcome.UNKNOWN, operation.occurredAt()))
      .setSpoolId(spool)
      .setSpoolSequence(sequence)
      .build();
  }

  /** {@return its completion record, at a sequence of a spool} */
  public static UsageCompleted completion(MeteredOperation operation, Outcome outcome, String spool, long sequence) {
    UsageCompleted completion = operation.completed(
      outcome,
      operation.occurredAt().plusMillis(5),
      Duration.ofMillis(5),
      null,
      null
    );
    return UsageCompleted.newBuilder(completion).setSpoolId(spool).setSpoolSequence(sequence).build();
  }

  /** {@return its completion record if it was not attempted, at a sequence of a spool} */
  public static UsageCompleted notAttempted(MeteredOperation operation, String spool, long sequence) {
    return UsageCompleted.newBuilder(completion(operation, Outcome.FAILED, spool, sequence))
      .setErrorCode(CallNotAttempted.CODE)
      .build();
  }
}
