package io.keyfold.platform.web;

import java.util.List;

/**
 * A page of a list on the wire.
 *
 * @param object always the word list
 * @param items the page, in the order asked for
 * @param pagination whether there is more
 */
public record ListBody(String object, List<?> items, Pagination pagination) {
  /** Copies the items. */
  public ListBody {
    items = List.copyOf(items);
  }

  /** {@return a page} */
  public static ListBody of(List<?> items, boolean hasMoreBefore, boolean hasMoreAfter) {
    return new ListBody("list", items, new Pagination(hasMoreBefore, hasMoreAfter));
  }
}
