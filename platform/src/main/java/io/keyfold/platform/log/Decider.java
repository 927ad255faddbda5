package io.keyfold.platform.log;

/**
 * Decides a tenant's commands in order. A pure function: no clock, no randomness and no I/O; ids and times come with
 * the command.
 *
 * @param <C> the topic's sealed command type
 * @param <E> the sealed event type
 */
@FunctionalInterface
public interface Decider<C, E> {
  /** {@return the events that the command produces, or why it is rejected} */
  Decision<E> decide(C command, State state);
}
