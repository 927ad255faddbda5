package io.keyfold.platform.log;

import java.util.List;

/**
 * How an event changes state ("evolve"). The same fold serves the decide task's store and every instance's view, so that
 * both hold the same and any of them can be rebuilt from the log.
 *
 * <p>A fold is pure and safe to repeat: after a crash a view sees the events since its checkpoint again. It therefore
 * compares the event's version with the object's and answers no change where that is passed, and it never counts up.
 *
 * @param <E> the topic's sealed event type
 */
@FunctionalInterface
public interface Fold<E> {
  /** {@return what the event changes, given what was folded before it} */
  List<Change> apply(E event, State state);
}
