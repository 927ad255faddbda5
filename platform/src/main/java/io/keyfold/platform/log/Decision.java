package io.keyfold.platform.log;

import java.util.List;

/**
 * A decider's result for a command.
 *
 * @param <E> the sealed event type
 */
public sealed interface Decision<E> {
  /**
   * The command takes effect.
   *
   * @param events the resulting events in order, at least one; they commit atomically
   */
  record Accepted<E>(List<E> events) implements Decision<E> {
    /** Rejects an empty list, because the caller waits for an outcome event. */
    public Accepted {
      if (events.isEmpty()) {
        throw new IllegalArgumentException("an accepted command needs at least one event");
      }
      events = List.copyOf(events);
    }
  }

  /**
   * The command is rejected and has no effect.
   *
   * @param rejection why
   */
  record Rejected<E>(Rejection rejection) implements Decision<E> {}

  /** {@return an acceptance with one event} */
  static <E> Decision<E> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  /** {@return a rejection} */
  static <E> Decision<E> reject(Rejection rejection) {
    return new Rejected<>(rejection);
  }

  /** {@return the same decision, for a decider of several event types} */
  static <E> Decision<E> widen(Decision<? extends E> decision) {
    return switch (decision) {
      case Accepted<? extends E> accepted -> new Accepted<>(List.copyOf(accepted.events()));
      case Rejected<? extends E> rejected -> reject(rejected.rejection());
    };
  }
}
