package io.keyfold.session.redaction;

import org.jspecify.annotations.Nullable;

/** The automaton states that a text can reach if parts of it are read as escapes, by position. Not thread-safe. */
final class Readings {

  /** Maximum number of states per position; if there are more, those furthest into a pattern are kept. */
  static final int MOST = 16;

  // A reading ends at most LONGEST bytes ahead.
  private static final int SLOTS = Integer.highestOneBit(Escapes.LONGEST) << 1;

  private final Automaton automaton;
  private @Nullable Slot @Nullable [] slots;
  private int pending;

  Readings(Automaton automaton) {
    this.automaton = automaton;
  }

  /** {@return whether there are no states at any later position} */
  boolean isEmpty() {
    return pending == 0;
  }

  /**
   * Adds a state of the automaton at the position.
   *
   * @param begin position where the pattern of the state may have started
   */
  void add(long position, int state, long begin) {
    if (slots == null) {
      slots = new Slot[SLOTS];
    }
    int index = (int) (position & (SLOTS - 1));
    Slot slot = slots[index];
    if (slot == null) {
      slot = new Slot();
      slots[index] = slot;
    }
    pending += slot.add(state, begin);
  }

  /** {@return the states at the position, if any; they are removed, and valid until the next position} */
  @Nullable
  Slot take(long position) {
    Slot slot = slots == null ? null : slots[(int) (position & (SLOTS - 1))];
    if (slot == null) {
      return null;
    }
    pending -= slot.count;
    slot.taken = slot.count;
    slot.count = 0;
    return slot;
  }

  /** {@return the earliest position at which an unfinished pattern may have started} */
  long begin(long otherwise) {
    long earliest = otherwise;
    for (Slot slot : slots == null || pending == 0 ? new Slot[0] : slots) {
      for (int i = 0; slot != null && i < slot.count; i++) {
        earliest = Math.min(earliest, slot.begins[i]);
      }
    }
    return earliest;
  }

  /** The states at one position. */
  final class Slot {

    private final int[] states = new int[MOST];
    private final long[] begins = new long[MOST];
    private int count;
    private int taken;

    int taken() {
      return taken;
    }

    int state(int i) {
      return states[i];
    }

    long begin(int i) {
      return begins[i];
    }

    /** {@return number of states added} */
    private int add(int state, long begin) {
      int least = 0;
      for (int i = 0; i < count; i++) {
        if (states[i] == state) {
          begins[i] = Math.min(begins[i], begin);
          return 0;
        }
        least = automaton.depth(states[i]) < automaton.depth(states[least]) ? i : least;
      }
      boolean full = count == MOST;
      if (full && automaton.depth(state) <= automaton.depth(states[least])) {
        return 0;
      }
      int index = full ? least : count++;
      states[index] = state;
      begins[index] = begin;
      return full ? 0 : 1;
    }
  }
}
