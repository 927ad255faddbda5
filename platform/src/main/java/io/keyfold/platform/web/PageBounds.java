package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins or ends; at most one of the two.
 *
 * @param after the id that it begins behind
 * @param before the id that it ends ahead of
 */
record PageBounds(@Nullable String after, @Nullable String before) {
  static PageBounds of(@Nullable String after, @Nullable String before, @Nullable String cursor) {
    int given = (after == null ? 0 : 1) + (before == null ? 0 : 1) + (cursor == null ? 0 : 1);
    if (given > 1) {
      String name = before == null ? "cursor" : "before";
      throw ApiException.invalid("conflict", "Give one of after, before and cursor, not several", name);
    }
    if (cursor != null) {
      return Cursor.decode(cursor);
    }
    return new PageBounds(
      after == null ? null : QueryValues.id("after", after),
      before == null ? null : QueryValues.id("before", before)
    );
  }
}
