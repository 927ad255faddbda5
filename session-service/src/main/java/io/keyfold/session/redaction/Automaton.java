package io.keyfold.session.redaction;

import java.util.Arrays;
import java.util.Collection;

/**
 * An Aho-Corasick automaton over bytes. The caller keeps the state, an int, so that one automaton serves any number of
 * concurrent texts. Immutable and thread-safe.
 *
 * <p>Netty's implementation (io.netty.buffer.search) uses 1 KB per state, 40 MB for a service account's key, and one
 * state per searcher. This one uses {@value #STATE_BYTES} bytes per state.
 */
final class Automaton {

  /** Initial state. */
  static final int START = 0;

  /** Maximum number of states; larger automata are rejected, since each credential in use needs the memory. */
  static final int MAX_STATES = 1 << 19;

  /** Bytes per state. */
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
   * {@return the automaton for these non-empty patterns}
   *
   * @throws TooManySecretsException if it would exceed {@link #MAX_STATES}
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

  /** {@return number of the longest pattern that ends in the state; -1 if none} */
  int found(int state) {
    return found[state] - 1;
  }

  /** {@return the pattern with this number} */
  byte[] pattern(int number) {
    return patterns[number];
  }

  /** {@return number of last bytes that may be the prefix of a pattern} */
  int depth(int state) {
    return depth[state];
  }

  /** {@return approximate bytes in memory} */
  int size() {
    return label.length * STATE_BYTES + 1024;
  }

  /** {@return whether it has no patterns} */
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

  /** Breadth first: the fallback of a state is closer to the start, so it is complete when the state is reached. */
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
      // Skip suffixes without other continuations, so that fallback chains stay short even for "aaaa...".
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
