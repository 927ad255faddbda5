package io.keyfold.platform.log.decide;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.idempotency.FirstOutcome;
import io.keyfold.platform.log.idempotency.Idempotency;
import io.keyfold.platform.topic.RecordSizes;
import io.keyfold.schema.Command;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.CommandRepeated;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns a command into events: applies the rules that hold for every command, then the service's decider. Pure.
 *
 * @param <C> the service's sealed command type
 */
final class CommandHandler<C extends Command> {

  private final Class<C> type;
  private final Decider<C, ? extends Event> decider;

  CommandHandler(Class<C> type, Decider<C, ? extends Event> decider) {
    this.type = type;
    this.decider = decider;
  }

  /**
   * {@return the events in order, at least one}
   *
   * @throws ClassCastException if the command belongs to another service
   */
  List<Event> handle(Command command, State state) {
    C own = type.cast(command);
    CommandMeta meta = own.getMeta();
    Optional<FirstOutcome> first = Idempotency.find(
      state,
      new TenantId(meta.getTenantId()),
      meta.getIdempotencyKey(),
      meta.getIssuedAt()
    );
    if (first.isPresent()) {
      return List.of(repetition(own, first.get()));
    }
    return switch (decider.decide(own, state)) {
      case Decision.Accepted<? extends Event> accepted -> List.copyOf(accepted.events());
      case Decision.Rejected<? extends Event> rejected -> List.of(
        rejected(EventMetas.of(own.getMeta(), 0), own, rejected.rejection())
      );
    };
  }

  /** {@return the rejection of a command whose decider failed, as an internal server error} */
  List<Event> failed(Command command) {
    return withoutMemory(command, Rejection.of(ErrorCode.INTERNAL_SERVER_ERROR, "The request could not be processed"));
  }

  /** {@return the rejection of a command whose results are too large to be written} */
  List<Event> tooLarge(Command command) {
    return withoutMemory(
      command,
      Rejection.of(ErrorCode.PAYLOAD_TOO_LARGE, "The result of the request exceeds " + RecordSizes.DECIDED + " bytes")
    );
  }

  private static List<Event> withoutMemory(Command command, Rejection rejection) {
    return List.of(rejected(withoutKey(EventMetas.of(command.getMeta(), 0)), command, rejection));
  }

  private static Event repetition(Command command, FirstOutcome first) {
    EventMeta meta = EventMetas.of(command.getMeta(), 0);
    if (first.matches(command.getMeta().getRequestHash())) {
      return CommandRepeated.newBuilder().setMeta(meta).setFirstCommandId(UUID.fromString(first.commandId())).build();
    }
    Rejection rejection = Rejection.of(
      ErrorCode.IDEMPOTENCY_KEY_REUSED,
      "This Idempotency-Key was already used for another request"
    );
    return rejected(withoutKey(meta), command, rejection);
  }

  /** Removes the idempotency key from an outcome that must not be remembered under it. */
  private static EventMeta withoutKey(EventMeta meta) {
    return EventMeta.newBuilder(meta).setIdempotencyKey(null).setRequestHash(null).build();
  }

  private static Event rejected(EventMeta meta, Command command, Rejection rejection) {
    return CommandRejected.newBuilder()
      .setMeta(meta)
      .setCommandType(command.getSchema().getFullName())
      .setCode(rejection.code().wire())
      .setMessage(rejection.message())
      .setPath(rejection.path())
      .build();
  }
}
