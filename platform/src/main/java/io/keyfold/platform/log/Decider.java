package io.keyfold.platform.log;

/**
 * Judges commands, one tenant's in order. Pure: no clock, no randomness, no I/O; ids and times come with the command.
 *
 * @param <C> the topic's sealed command type
 * @param <E> the sealed event type
 */
@FunctionalInterface
public interface Decider<C, E> {
  /** {@return the events that follow from the command, or why it is refused} */
  Decision<E> decide(C command, State state);
}
