package io.keyfold.platform.log;

import java.util.List;

/**
 * What a decider says to a command.
 *
 * @param <E> the sealed event type
 */
public sealed interface Decision<E> {
  /**
   * The command has its effect.
   *
   * @param events what happened, in order, at least one; they commit together
   */
  record Accepted<E>(List<E> events) implements Decision<E> {
    /** Refuses the empty effect: somebody waits for an outcome. */
    public Accepted {
      if (events.isEmpty()) {
        throw new IllegalArgumentException("a command that is accepted has an event");
      }
      events = List.copyOf(events);
    }
  }

  /**
   * The command has no effect.
   *
   * @param rejection why
   */
  record Rejected<E>(Rejection rejection) implements Decision<E> {}

  /** {@return an effect of one event} */
  static <E> Decision<E> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  /** {@return a refusal} */
  static <E> Decision<E> reject(Rejection rejection) {
    return new Rejected<>(rejection);
  }
}
