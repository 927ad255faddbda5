package io.keyfold.authconfig.budgets;

import io.keyfold.authconfig.commands.AnnounceBudget;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.ledger.events.BudgetExhausted;
import io.keyfold.ledger.events.BudgetThresholdReached;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.EventMeta;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Determines the command that follows from a ledger-service event. Pure: the same event always gives the same command
 * with the same id.
 */
public final class BudgetPolicy {

  private static final Actor SELF = new Actor(ActorType.SERVICE, "authconfig-service");

  private BudgetPolicy() {}

  /** {@return the command that follows from the event, if any} */
  public static Optional<AuthConfigCommand> commandFor(LedgerEvent event) {
    return switch (event) {
      case BudgetThresholdReached it -> Optional.of(
        new AnnounceBudget(
          meta(it.getMeta()),
          it.getMeta().getEventId(),
          it.getMeta().getRecordedAt(),
          it.getThreshold(),
          it.getPeriodStart(),
          it.getResetsAt(),
          it.getUsed(),
          it.getTerms()
        )
      );
      case BudgetExhausted it -> Optional.of(
        new AnnounceBudget(
          meta(it.getMeta()),
          it.getMeta().getEventId(),
          it.getMeta().getRecordedAt(),
          null,
          it.getPeriodStart(),
          it.getResetsAt(),
          it.getUsed(),
          it.getTerms()
        )
      );
      // Nothing else is announced.
      default -> Optional.empty();
    };
  }

  private static CommandMeta meta(EventMeta event) {
    return CommandMeta.newBuilder()
      .setCommandId(UUID.nameUUIDFromBytes(("budget/" + event.getEventId()).getBytes(StandardCharsets.UTF_8)))
      .setTenantId(event.getTenantId())
      .setObjectId(event.getObjectId())
      // One millisecond later: event ids sort by this time, and an audit must show the cause before the effect.
      .setIssuedAt(event.getRecordedAt().plusMillis(1))
      .setActor(SELF)
      .setRequestId(event.getRequestId())
      .build();
  }
}
