package io.keyfold.session.redaction;

/**
 * Finds the start of a secret that ends in the text in some reading, by following the pattern and the readings back
 * from the end. It keeps the possible start positions for each of the last few bytes of the pattern.
 */
final class Backtrack {

  // A character has at most four bytes in UTF-8, so no reading leads further back in the pattern.
  private static final int ROWS = 8;

  private final byte[] pattern;
  private final Edge last;
  private final RedactionStream text;
  private final long[][] positions = new long[ROWS][Readings.MOST];
  private final int[] counts = new int[ROWS];

  Backtrack(byte[] pattern, Edge last, RedactionStream text) {
    this.pattern = pattern;
    this.last = last;
    this.text = text;
  }

  /**
   * {@return the earliest position at which the pattern may start; if there are very many readings, some are skipped}
   */
  long begin() {
    back(pattern.length, last);
    for (int i = pattern.length - last.bytes().length; i > 0; i--) {
      int row = i % ROWS;
      // Line breaks that only wrap the text extend the row while it is processed.
      for (int at = 0; at < counts[row]; at++) {
        long position = positions[row][at];
        if (position > text.first() && text.before(position) == pattern[i - 1]) {
          add(i - 1, position - 1);
        }
        for (Edge edge : text.endingAt(position)) {
          back(i, edge);
        }
      }
      counts[row] = 0;
    }
    long earliest = last.from();
    for (int at = 0; at < counts[0]; at++) {
      earliest = Math.min(earliest, positions[0][at]);
    }
    return earliest;
  }

  private void back(int end, Edge edge) {
    int begin = end - edge.bytes().length;
    for (int i = begin; i < end; i++) {
      if (i < 0 || pattern[i] != edge.bytes()[i - begin]) {
        return;
      }
    }
    add(begin, edge.from());
  }

  private void add(int index, long position) {
    int row = index % ROWS;
    for (int at = 0; at < counts[row]; at++) {
      if (positions[row][at] == position) {
        return;
      }
    }
    if (counts[row] < Readings.MOST) {
      positions[row][counts[row]++] = position;
    }
  }
}
