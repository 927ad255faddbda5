package io.keyfold.session.redaction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a text that are secrets, by position; those that overlap or touch are one. Not thread-safe. */
final class Matches {

  private final Automaton automaton;
  private final Deque<Span> spans = new ArrayDeque<>(0);
  /** Where a pattern was last read, by its number. */
  private final Map<Integer, Long> ends = new HashMap<>(0);
  private boolean any;

  Matches(Automaton automaton) {
    this.automaton = automaton;
  }

  /**
   * A secret in the text.
   *
   * @param from where it begins
   * @param to where it ends
   */
  record Span(long from, long to) {}

  /** {@return whether there was any, passed on or not} */
  boolean any() {
    return any;
  }

  /** Adds one that is as it stands in the pattern. Ends come in order. */
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
   * Adds one that ends with an edge. Where it begins follows from the readings before it.
   *
   * @param number the pattern's
   */
  void read(int number, Edge last, RedactionStream text) {
    byte[] pattern = automaton.pattern(number);
    Long before = ends.put(number, last.to());
    if (before != null && last.to() - before <= pattern.length) {
      // The two overlap, so what is between them is known without reading back. A text that is nothing but a secret's
      // repetition would be read back at each of its bytes.
      add(before, last.to());
    } else {
      add(new Backtrack(pattern, last, text).begin(), last.to());
    }
  }

  /** {@return the part before the position of the next one, which it forgets; null if there is none} */
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
