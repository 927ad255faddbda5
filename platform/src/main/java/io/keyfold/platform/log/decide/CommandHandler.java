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
 * Turns a command into the events that go on the log: what the service's decider says, wrapped in what holds for every
 * command. Pure.
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
   * {@return the events, in order, at least one}
   *
   * @throws ClassCastException if the command is of another service
   */
  List<Event> judge(Command command, State state) {
    C own = type.cast(command);
    CommandMeta meta = own.getMeta();
    Optional<FirstOutcome> first = Idempotency.find(
      state,
      new TenantId(meta.getTenantId()),
      meta.getIdempotencyKey(),
      meta.getIssuedAt()
    );
    if (first.isPresent()) {
      return List.of(again(own, first.get()));
    }
    return switch (decider.decide(own, state)) {
      case Decision.Accepted<? extends Event> accepted -> List.copyOf(accepted.events());
      case Decision.Rejected<? extends Event> rejected -> List.of(
        refuse(EventMetas.of(own.getMeta(), 0), own, rejected.rejection())
      );
    };
  }

  /** {@return the refusal of a command whose decider failed: our fault, told as such} */
  List<Event> failed(Command command) {
    return unremembered(command, Rejection.of(ErrorCode.INTERNAL_SERVER_ERROR, "The request could not be decided"));
  }

  /** {@return the refusal of a command from which more would follow than can be written} */
  List<Event> tooLarge(Command command) {
    return unremembered(
      command,
      Rejection.of(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "What would follow from the request is larger than " + RecordSizes.DECIDED + " bytes"
      )
    );
  }

  private static List<Event> unremembered(Command command, Rejection rejection) {
    return List.of(refuse(withoutKey(EventMetas.of(command.getMeta(), 0)), command, rejection));
  }

  private static Event again(Command command, FirstOutcome first) {
    EventMeta meta = EventMetas.of(command.getMeta(), 0);
    if (first.isOf(command.getMeta().getRequestHash())) {
      return CommandRepeated.newBuilder().setMeta(meta).setFirstCommandId(UUID.fromString(first.commandId())).build();
    }
    Rejection rejection = Rejection.of(
      ErrorCode.IDEMPOTENCY_KEY_REUSED,
      "This Idempotency-Key was used for another request"
    );
    return refuse(withoutKey(meta), command, rejection);
  }

  /** An outcome that must not be remembered under the caller's key. */
  private static EventMeta withoutKey(EventMeta meta) {
    return EventMeta.newBuilder(meta).setIdempotencyKey(null).setRequestHash(null).build();
  }

  private static Event refuse(EventMeta meta, Command command, Rejection rejection) {
    return CommandRejected.newBuilder()
      .setMeta(meta)
      .setCommandType(command.getSchema().getFullName())
      .setCode(rejection.code().wire())
      .setMessage(rejection.message())
      .setPath(rejection.path())
      .build();
  }
}
