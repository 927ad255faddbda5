package io.keyfold.session.redaction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The secrets in a text, by position; overlapping or adjacent ones are merged. Not thread-safe. */
final class Matches {

  private final Automaton automaton;
  private final Deque<Span> spans = new ArrayDeque<>(0);
  /** Last end position of each pattern, by its number. */
  private final Map<Integer, Long> ends = new HashMap<>(0);
  private boolean any;

  Matches(Automaton automaton) {
    this.automaton = automaton;
  }

  /**
   * A secret in the text.
   *
   * @param from start position
   * @param to end position
   */
  record Span(long from, long to) {}

  /** {@return whether there was any secret} */
  boolean any() {
    return any;
  }

  /** Adds a secret in literal form. Ends must be added in order. */
  void add(long from, long to) {
    any = true;
    long begin = from;
    long end = to;
    for (Span last = spans.peekLast(); last != null && last.to() >= begin; last = spans.peekLast()) {
      begin = Math.min(begin, last.from());
      end = Math.max(end, last.to());
      spans.removeLast();
    }
    spans.addLast(new Span(begin, end));
  }

  /**
   * Adds a secret that ends with an edge. Its start follows from earlier readings.
   *
   * @param number number of the pattern
   */
  void read(int number, Edge last, RedactionStream text) {
    byte[] pattern = automaton.pattern(number);
    Long before = ends.put(number, last.to());
    if (before != null && last.to() - before <= pattern.length) {
      // Both overlap, so the bytes in between are covered without backtracking. Otherwise a text of a repeated secret
      // would be backtracked at each byte.
      add(before, last.to());
    } else {
      add(new Backtrack(pattern, last, text).begin(), last.to());
    }
  }

  /** {@return the part of the next secret before the position, which is removed; null if there is none} */
  @Nullable
  Span next(long until) {
    Span first = spans.peekFirst();
    if (first == null || first.from() >= until) {
      return null;
    }
    spans.removeFirst();
    if (first.to() <= until) {
      return first;
    }
    spans.addFirst(new Span(until, first.to()));
    return new Span(first.from(), until);
  }
}
