package io.keyfold.session.audit;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.id.Ids;
import io.keyfold.schema.Actor;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Converts records to audit entries. Pure. */
final class AuditEntries {

  private static final String EVENT = "evt_";

  private AuditEntries() {}

  /** {@return the record's audit entry; empty for duplicates and for records that are not events of a tenant} */
  static Optional<AuditEntry> of(@Nullable SpecificRecord value) {
    return switch (value) {
      case Event event -> facts(event).map(facts -> entry(event, facts));
      case UsageEvent it -> Optional.of(use(it));
      case null, default -> Optional.empty();
    };
  }

  private static Optional<FieldCollector> facts(Event event) {
    return switch (event) {
      case DeploymentEvent it -> Optional.of(AuditedFields.of(it));
      case AuthConfigEvent it -> Optional.of(AuditedFields.of(it));
      case SessionEvent it -> Optional.of(AuditedFields.of(it));
      case CommandRejected it -> Optional.of(
        new FieldCollector()
          .and("command_type", it.getCommandType())
          .and("code", it.getCode())
          .and("message", it.getMessage())
          .and("path", String.join(".", it.getPath()))
      );
      default -> Optional.empty();
    };
  }

  private static AuditEntry entry(Event event, FieldCollector facts) {
    EventMeta meta = event.getMeta();
    return new AuditEntry(
      meta.getEventId(),
      event.getSchema().getFullName(),
      meta.getTenantId(),
      actorType(meta.getActor()),
      meta.getActor().getId(),
      meta.getObjectId(),
      meta.getRequestId(),
      meta.getRecordedAt(),
      facts.map()
    );
  }

  private static AuditEntry use(UsageEvent it) {
    FieldCollector facts = new FieldCollector()
      .and("record_id", it.getRecordId())
      .and("provider_id", it.getProviderId())
      .and("provider_deployment_id", it.getProviderDeploymentId())
      .and("provider_auth_config_id", it.getAuthConfigId())
      .and("credential_version", it.getCredentialVersion())
      .and("session_id", it.getSessionId())
      .and("session_provider_id", it.getSessionProviderId())
      .and("tool", it.getTool())
      .and("meter", it.getMeter())
      .and("payer", it.getPayer())
      .and("user", it.getUser())
      .and("outcome", it.getOutcome());
    return switch (it) {
      case UsageRecorded start -> entry(start, facts.and("reason", start.getReason()), 0);
      case UsageCompleted completion -> entry(
        completion,
        facts
          .and("duration_micros", completion.getDurationMicros())
          .and("upstream_request_id", completion.getUpstreamRequestId())
          .and("error_code", completion.getErrorCode())
          .and("refused_credential_version", completion.getRefusedCredentialVersion()),
        1
      );
    };
  }

  private static AuditEntry entry(UsageEvent it, FieldCollector facts, int index) {
    return new AuditEntry(
      id(it.getRecordedAt(), it.getRecordId(), index),
      it.getSchema().getFullName(),
      it.getTenantId(),
      actorType(it.getActor()),
      it.getActor().getId(),
      objectId(it.getRecordId()),
      it.getRequestId(),
      it.getRecordedAt(),
      facts.map()
    );
  }

  // Usage records have no event id. Their id is derived from the record, so that a resend is the same event.
  private static String id(Instant at, String recordId, int index) {
    return Ids.derived(EVENT, at, UUID.nameUUIDFromBytes(recordId.getBytes(StandardCharsets.UTF_8)), index);
  }

  /** {@return the tool call or resolution that the record belongs to} */
  private static String objectId(String recordId) {
    int slash = recordId.lastIndexOf('/');
    return slash < 0 ? recordId : recordId.substring(0, slash);
  }

  private static String actorType(Actor actor) {
    return actor.getType().name().toLowerCase(Locale.ROOT);
  }
}
