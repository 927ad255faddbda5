package io.keyfold.session.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Copies bytes and replaces secrets by {@value #INSTEAD}, in one pass. Bytes that may start a secret are held back
 * until this is decided, across {@link #write} calls. Not thread-safe.
 *
 * <p>The text is read in every possible way: each character literally or as part of an escape ({@link Escapes}), two
 * hexadecimal digits as a byte, a plus sign as a space, and line breaks as wrapping. The state of the automaton is kept
 * for each reading, so a secret is found whichever of its characters are escaped. Most texts have only one reading
 * almost everywhere, since readings that match no prefix of a secret are dropped.
 */
public final class RedactionStream {

  /** Replacement for a secret. */
  static final String INSTEAD = "[redacted]";

  private static final byte[] REPLACEMENT = INSTEAD.getBytes(StandardCharsets.US_ASCII);
  private static final int SLICE = 16 * 1024;

  private final Automaton automaton;
  private final Output output;
  private final Escapes escapes = new Escapes();
  private final Readings readings;
  private final Matches matches;
  /** Readings of more than one byte, by end position. */
  private final Map<Long, List<Edge>> edges = new HashMap<>(0);

  private byte[] window = {};
  private int filled;
  /** Position of the first byte in the window; everything before it was passed on. */
  private long base;
  /** Position up to which the text was read. */
  private long at;
  /** End of the last replacement; adjacent secrets need no further replacement. */
  private long replaced = -1;
  /** Size of {@link #edges} after the last cleanup. */
  private int kept;
  /** State of the literal reading. */
  private int literal = Automaton.START;

  /** Receives the redacted bytes. */
  @FunctionalInterface
  public interface Output {
    /** Receives bytes of an array that is reused after the call. */
    void write(byte[] bytes, int offset, int length);
  }

  RedactionStream(Automaton automaton, Output output) {
    this.automaton = automaton;
    this.output = output;
    this.readings = new Readings(automaton);
    this.matches = new Matches(automaton);
  }

  /** Processes more of the text. */
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

  /** Ends the text: passes on the bytes held back. */
  public void end() {
    advance(base + filled);
    pass(at);
  }

  /** {@return whether a secret was found so far} */
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

  /** {@return whether the byte may be read differently and a secret may continue with that reading} */
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

  /** Follows every non-literal reading that starts here. */
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
      // A state equal to the literal one adds nothing, unless the secret starts earlier in this reading.
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

  /** {@return the byte of this hexadecimal digit and the next one; -1 if they are not digits} */
  private int hex(int value) {
    int next = (int) (at - base) + 1;
    return HexFormat.isHexDigit(value) && next < filled && HexFormat.isHexDigit(window[next])
      ? (HexFormat.fromHexDigit(value) << 4) + HexFormat.fromHexDigit(window[next])
      : -1;
  }

  /** {@return the byte before the position, which must be in the window} */
  byte before(long position) {
    return window[(int) (position - 1 - base)];
  }

  /** {@return the first position in the window} */
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

  /** Passes on everything before the position, where no secret can start any more. */
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
