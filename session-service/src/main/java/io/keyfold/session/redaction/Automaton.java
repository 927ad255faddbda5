package io.keyfold.session.redaction;

import java.util.Arrays;
import java.util.Collection;

/**
 * An Aho-Corasick automaton over bytes. A state is an int that the caller keeps, so one automaton serves any number of texts at
 * once. Immutable and thread-safe.
 *
 * <p>Netty's own (io.netty.buffer.search) takes 1 KB a state, which is 40 MB for a service account's key, and has one state a
 * searcher. This one takes {@value #STATE_BYTES} bytes a state.
 */
final class Automaton {

  /** Where each text begins. */
  static final int START = 0;

  /** At most so many states: what is longer is refused, since the memory is taken for each credential in use. */
  static final int MAX_STATES = 1 << 19;

  /** What a state takes. */
  static final int STATE_BYTES = 21;

  private final byte[][] patterns;
  private final int[] first = new int[256];
  private final byte[] label;
  private final int[] child;
  private final int[] sibling;
  private final int[] fallback;
  private final int[] found;
  private final int[] depth;
  private int states = 1;

  private Automaton(Collection<byte[]> given, int most) {
    patterns = given.toArray(byte[][]::new);
    label = new byte[most];
    child = new int[most];
    sibling = new int[most];
    fallback = new int[most];
    found = new int[most];
    depth = new int[most];
    for (int i = 0; i < patterns.length; i++) {
      add(patterns[i], i);
    }
    link();
  }

  /**
   * {@return the automaton that finds these patterns, none of which is empty}
   *
   * @throws TooManySecretsException if it would have more than {@link #MAX_STATES} states
   */
  static Automaton of(Collection<byte[]> patterns) {
    long most =
      1 +
      patterns
        .stream()
        .mapToLong(pattern -> pattern.length)
        .sum();
    if (most > MAX_STATES) {
      throw new TooManySecretsException(most);
    }
    return new Automaton(patterns, (int) most);
  }

  /** {@return the state after one more byte, 0 to 255} */
  int next(int state, int value) {
    for (int at = state; at != START; at = fallback[at]) {
      int next = step(at, (byte) value);
      if (next != START) {
        return next;
      }
    }
    return first[value];
  }

  /** {@return the number of the longest pattern that ends in the state; -1 if none does} */
  int found(int state) {
    return found[state] - 1;
  }

  /** {@return the pattern of this number} */
  byte[] pattern(int number) {
    return patterns[number];
  }

  /** {@return how many of the last bytes may be the beginning of a pattern} */
  int depth(int state) {
    return depth[state];
  }

  /** {@return about how many bytes it takes} */
  int size() {
    return label.length * STATE_BYTES + 1024;
  }

  /** {@return whether it finds nothing} */
  boolean isEmpty() {
    return patterns.length == 0;
  }

  private int step(int state, byte value) {
    int next = child[state];
    while (next != START && label[next] != value) {
      next = sibling[next];
    }
    return next;
  }

  private void add(byte[] pattern, int number) {
    int state = START;
    for (byte value : pattern) {
      int next = state == START ? first[value & 0xff] : step(state, value);
      if (next == START) {
        next = states++;
        label[next] = value;
        depth[next] = depth[state] + 1;
        if (state == START) {
          first[value & 0xff] = next;
        } else {
          sibling[next] = child[state];
          child[state] = next;
        }
      }
      state = next;
    }
    found[state] = number + 1;
  }

  /** Breadth first: what a state falls back to is nearer to the start, and so complete when the state is reached. */
  private void link() {
    int[] suffix = new int[states];
    int[] queue = Arrays.stream(first)
      .filter(state -> state != START)
      .toArray();
    int end = queue.length;
    queue = Arrays.copyOf(queue, states);
    for (int i = 0; i < end; i++) {
      int state = queue[i];
      int shorter = suffix[state];
      if (found[state] == 0) {
        found[state] = found[shorter];
      }
      // A suffix that goes on with nothing else is of no help; so the way back is short even in "aaaa...".
      fallback[state] = addsNothing(shorter, state) ? fallback[shorter] : shorter;
      for (int next = child[state]; next != START; next = sibling[next]) {
        suffix[next] = next(shorter, label[next] & 0xff);
        queue[end++] = next;
      }
    }
  }

  private boolean addsNothing(int shorter, int state) {
    for (int next = child[shorter]; next != START; next = sibling[next]) {
      if (step(state, label[next]) == START) {
        return false;
      }
    }
    return true;
  }
}
