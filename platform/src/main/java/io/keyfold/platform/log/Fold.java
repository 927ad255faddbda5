package io.keyfold.platform.log;

import java.util.List;

/**
 * Computes how an event changes state ("evolve"). The same fold serves the decide task's store and every instance's
 * view, so both are equal and can be rebuilt from the log.
 *
 * <p>A fold is pure and idempotent: after a crash, a view replays the events since its checkpoint. It therefore
 * returns no change if the object already has the event's version or a later one ({@link State#hasPassed}). It never
 * increments counters.
 *
 * @param <E> the topic's sealed event type
 */
@FunctionalInterface
public interface Fold<E> {
  /** {@return the changes of the event to the state folded so far} */
  List<Change> apply(E event, State state);
}
