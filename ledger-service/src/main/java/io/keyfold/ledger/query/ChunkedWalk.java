package io.keyfold.ledger.query;

import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Pager;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Visits rows that the database orders by id, in chunks.
 *
 * @param id returns a row's id
 * @param chunks reads chunks
 */
public record ChunkedWalk<T>(Function<T, String> id, Chunks<T> chunks) implements Pager.Walk<T> {
  /** Rows of a chunk: a page and one more. */
  private static final int SIZE = ListQuery.MAX_LIMIT + 1;

  /** Reads chunks. */
  @FunctionalInterface
  public interface Chunks<T> {
    /** {@return the first rows between the bounds, both exclusive; empty means unbounded} */
    List<T> read(String after, String before, boolean descending, int limit);
  }

  @Override
  public void visit(String after, String before, boolean descending, BiPredicate<String, T> visitor) {
    String low = after;
    String high = before;
    boolean more = true;
    while (more) {
      List<T> rows = chunks.read(low, high, descending, SIZE);
      for (T row : rows) {
        if (!visitor.test(id.apply(row), row)) {
          return;
        }
      }
      more = rows.size() == SIZE;
      if (more && descending) {
        high = id.apply(rows.getLast());
      } else if (more) {
        low = id.apply(rows.getLast());
      }
    }
  }
}
