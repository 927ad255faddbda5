package io.keyfold.session.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Passes bytes on and puts {@value #INSTEAD} in the place of secrets, in one pass. What may be the beginning of a secret is held
 * back until it is known, over any number of {@link #write} calls. Not thread-safe.
 *
 * <p>The text is read in every way in which a character of it stands for itself, or is part of an escape ({@link Escapes}), of two
 * hexadecimal digits or of a plus sign for a blank; a line break may wrap it anywhere. An automaton's state is kept for each of
 * these readings, so a secret is found whichever of its characters are escaped, and how. Most texts have one reading nearly
 * everywhere, since one that leads to no beginning of a secret is dropped.
 */
public final class RedactionStream {

  /** What stands in the place of a secret. */
  static final String INSTEAD = "[redacted]";

  private static final byte[] REPLACEMENT = INSTEAD.getBytes(StandardCharsets.US_ASCII);
  private static final int SLICE = 16 * 1024;

  private final Automaton automaton;
  private final Output output;
  private final Escapes escapes = new Escapes();
  private final Readings readings;
  private final Matches matches;
  /** Readings of more than one byte that lead somewhere, by where they end. */
  private final Map<Long, List<Edge>> edges = new HashMap<>(0);

  private byte[] window = {};
  private int filled;
  /** The position of the window's first byte: all before it is passed on. */
  private long base;
  /** The position up to which the text is read. */
  private long at;
  /** Where the last replacement ends: what touches it needs no other. */
  private long replaced = -1;
  /** How many places of {@link #edges} were left when the old ones were last removed. */
  private int kept;
  /** The state that the text leads to as it stands. */
  private int literal = Automaton.START;

  /** Where the clean bytes go. */
  @FunctionalInterface
  public interface Output {
    /** Takes some bytes of the array, which is used again after the call. */
    void write(byte[] bytes, int offset, int length);
  }

  RedactionStream(Automaton automaton, Output output) {
    this.automaton = automaton;
    this.output = output;
    this.readings = new Readings(automaton);
    this.matches = new Matches(automaton);
  }

  /** Takes more of the text. */
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      int slice = Math.min(SLICE, length - done);
      make(slice);
      System.arraycopy(bytes, offset + done, window, filled, slice);
      filled += slice;
      done += slice;
      advance(base + filled - Escapes.LONGEST);
      pass(Math.min(readings.begin(at), at - automaton.depth(literal)));
    }
  }

  /** The text is over: passes on what was held back. */
  public void end() {
    advance(base + filled);
    pass(at);
  }

  /** {@return whether there was a secret so far} */
  public boolean found() {
    return matches.any();
  }

  private void make(int room) {
    if (window.length - filled < room) {
      window = Arrays.copyOf(window, Math.max(filled + room, window.length + window.length / 2));
    }
  }

  private void advance(long limit) {
    escapes.in(window, filled);
    while (at < limit) {
      int value = window[(int) (at - base)] & 0xff;
      if (!readings.isEmpty() || otherwise(value)) {
        step(value);
      }
      literal = automaton.next(literal, value);
      at++;
      int found = automaton.found(literal);
      if (found >= 0) {
        matches.add(at - automaton.pattern(found).length, at);
      }
    }
  }

  /** {@return whether the byte may be read as something else and a secret may go on with that} */
  private boolean otherwise(int value) {
    return switch (value) {
      case '\\', '%', '&' -> true;
      case '+' -> automaton.next(literal, ' ') != Automaton.START;
      case '\n', '\r' -> literal != Automaton.START;
      default -> {
        int hex = hex(value);
        yield hex >= 0 && automaton.next(literal, hex) != Automaton.START;
      }
    };
  }

  /** Follows every reading over what begins here, but for the text as it stands. */
  private void step(int value) {
    Readings.Slot here = readings.take(at);
    for (Edge edge : edges(value)) {
      boolean used = follow(edge, literal, at - automaton.depth(literal));
      for (int i = 0; here != null && i < here.taken(); i++) {
        used |= follow(edge, here.state(i), here.begin(i));
      }
      if (used) {
        edges.computeIfAbsent(edge.to(), any -> new ArrayList<>(2)).add(edge);
      }
    }
    for (int i = 0; here != null && i < here.taken(); i++) {
      // The same state as that of the text as it stands says no more, unless the secret begins earlier in this reading.
      if (here.state(i) != literal || here.begin(i) < at - automaton.depth(literal)) {
        follow(new Edge(at, at + 1, (byte) value), here.state(i), here.begin(i));
      }
    }
  }

  private List<Edge> edges(int value) {
    List<Edge> found = new ArrayList<>(4);
    switch (value) {
      case '\\', '%', '&' -> {
        for (int layers = 1; layers <= 2; layers++) {
          int to = escapes.read((int) (at - base), layers);
          if (to > at - base + 1) {
            found.add(new Edge(at, base + to, escapes.bytes()));
            if (escapes.value() == '\n' || escapes.value() == '\r') {
              found.add(new Edge(at, base + to));
            }
          }
        }
      }
      case '+' -> found.add(new Edge(at, at + 1, (byte) ' '));
      case '\n', '\r' -> found.add(new Edge(at, at + 1));
      default -> {
        int hex = hex(value);
        if (hex >= 0) {
          found.add(new Edge(at, at + 2, (byte) hex));
        }
      }
    }
    return found;
  }

  /** {@return the byte that the digit here and the next one stand for; -1 if they are none} */
  private int hex(int value) {
    int next = (int) (at - base) + 1;
    return HexFormat.isHexDigit(value) && next < filled && HexFormat.isHexDigit(window[next])
      ? (HexFormat.fromHexDigit(value) << 4) + HexFormat.fromHexDigit(window[next])
      : -1;
  }

  /** {@return the byte before the position, which the window still has} */
  byte before(long position) {
    return window[(int) (position - 1 - base)];
  }

  /** {@return the first position that the window still has} */
  long first() {
    return base;
  }

  /** {@return the readings of more than one byte that end at the position} */
  List<Edge> endingAt(long position) {
    return edges.getOrDefault(position, List.of());
  }

  private boolean follow(Edge edge, int from, long begin) {
    int state = from;
    for (byte b : edge.bytes()) {
      state = automaton.next(state, b & 0xff);
    }
    if (state == Automaton.START) {
      return false;
    }
    int depth = automaton.depth(state);
    long earliest = Math.max(begin, edge.to() - (long) depth * Escapes.LONGEST);
    readings.add(edge.to(), state, depth <= edge.bytes().length ? edge.from() : earliest);
    int found = automaton.found(state);
    if (found >= 0 && edge.bytes().length > 0) {
      matches.read(found, edge, this);
    }
    return true;
  }

  /** Passes on all before the position: no secret that is still to be found begins there. */
  private void pass(long until) {
    long from = base;
    for (Matches.Span span = matches.next(until); span != null; span = matches.next(until)) {
      write(from, span.from());
      if (span.from() > replaced) {
        output.write(REPLACEMENT, 0, REPLACEMENT.length);
      }
      from = span.to();
      replaced = from;
    }
    write(from, until);
    int passed = (int) (until - base);
    System.arraycopy(window, passed, window, 0, filled - passed);
    filled -= passed;
    base = until;
    if (edges.size() > 2 * kept + SLICE) {
      edges.keySet().removeIf(end -> end <= base);
      kept = edges.size();
    }
  }

  private void write(long from, long to) {
    if (to > from) {
      output.write(window, (int) (from - base), (int) (to - from));
    }
  }
}
