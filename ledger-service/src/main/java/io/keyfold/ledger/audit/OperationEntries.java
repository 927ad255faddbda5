package io.keyfold.ledger.audit;

import io.keyfold.ledger.operations.Completion;
import io.keyfold.ledger.operations.Operation;
import io.keyfold.ledger.operations.Origin;
import io.keyfold.platform.id.Ids;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts the start and the completion of an operation to audit entries. Pure. */
public final class OperationEntries {

  /** Type of the entry of a start. */
  public static final String STARTED = UsageRecorded.getClassSchema().getFullName();

  /** Type of the entry of a completion. */
  public static final String COMPLETED = UsageCompleted.getClassSchema().getFullName();

  private OperationEntries() {}

  /** {@return the entry of the operation's start} */
  public static AuditEntry started(Operation operation) {
    String outcome = operation.completion() == null ? operation.outcome() : Outcome.UNKNOWN.name();
    FieldCollector facts = facts(operation, outcome, operation.authConfigId(), operation.credentialVersion()).and(
      "reason",
      operation.origin().reason()
    );
    return entry(operation, STARTED, operation.origin().recordedAt(), 0, facts);
  }

  /** {@return the entry of the operation's completion, if it has one} */
  public static Optional<AuditEntry> completed(Operation operation) {
    Completion end = operation.completion();
    if (end == null) {
      return Optional.empty();
    }
    FieldCollector facts = facts(operation, operation.outcome(), end.authConfigId(), end.credentialVersion())
      .and("duration_micros", end.durationMicros())
      .and("upstream_request_id", end.upstreamRequestId())
      .and("error_code", end.errorCode())
      .and("refused_credential_version", end.refusedCredentialVersion());
    return Optional.of(entry(operation, COMPLETED, end.recordedAt(), 1, facts));
  }

  /** {@return the tool call or resolution that the operation belongs to} */
  public static String objectId(String recordId) {
    int slash = recordId.lastIndexOf('/');
    return slash < 0 ? recordId : recordId.substring(0, slash);
  }

  private static FieldCollector facts(
    Operation operation,
    String outcome,
    @Nullable String authConfigId,
    @Nullable Long credentialVersion
  ) {
    return new FieldCollector()
      .and("record_id", operation.recordId())
      .and("provider_id", operation.providerId())
      .and("provider_deployment_id", operation.deploymentId())
      .and("provider_auth_config_id", authConfigId)
      .and("credential_version", credentialVersion)
      .and("session_id", operation.sessionId())
      .and("session_provider_id", operation.origin().sessionProviderId())
      .and("tool", operation.tool())
      .and("meter", operation.meter())
      .and("payer", operation.payer().toLowerCase(Locale.ROOT))
      .and("user", operation.user())
      .and("outcome", outcome.toLowerCase(Locale.ROOT));
  }

  // Usage records have no event id. Their id is derived from the record, so that every instance has the same.
  private static AuditEntry entry(Operation operation, String type, Instant at, int index, FieldCollector facts) {
    Origin origin = operation.origin();
    UUID cause = UUID.nameUUIDFromBytes(operation.recordId().getBytes(StandardCharsets.UTF_8));
    return new AuditEntry(
      Ids.derived(AuditEntry.ID_PREFIX, at, cause, index),
      type,
      operation.tenantId(),
      origin.actorType(),
      origin.actorId(),
      objectId(operation.recordId()),
      origin.requestId(),
      at,
      facts.map()
    );
  }
}
