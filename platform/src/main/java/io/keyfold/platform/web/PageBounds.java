package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a page; at most one is set.
 *
 * @param after the id that the page starts after
 * @param before the id that the page ends before
 */
record PageBounds(@Nullable String after, @Nullable String before) {
  static PageBounds of(@Nullable String after, @Nullable String before, @Nullable String cursor) {
    int given = (after == null ? 0 : 1) + (before == null ? 0 : 1) + (cursor == null ? 0 : 1);
    if (given > 1) {
      String name = before == null ? "cursor" : "before";
      throw ApiException.invalid("conflict", "Use only one of after, before and cursor", name);
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
