package io.keyfold.ledger.audit;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.schema.Actor;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import io.keyfold.session.events.SessionEvent;
import java.util.Locale;
import java.util.Optional;

/** Converts events to audit entries. Pure. */
public final class AuditEntries {

  private AuditEntries() {}

  /** {@return the event's audit entry; empty for repetitions of commands} */
  public static Optional<AuditEntry> of(Event event) {
    return facts(event).map(facts -> entry(event, facts));
  }

  private static Optional<FieldCollector> facts(Event event) {
    return switch (event) {
      case DeploymentEvent it -> Optional.of(AuditedFields.of(it));
      case AuthConfigEvent it -> Optional.of(AuditedFields.of(it));
      case SessionEvent it -> Optional.of(AuditedFields.of(it));
      case LedgerEvent it -> Optional.of(AuditedPriceFields.of(it));
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

  private static String actorType(Actor actor) {
    return actor.getType().name().toLowerCase(Locale.ROOT);
  }
}
