package io.keyfold.platform.web;

import java.util.List;

/**
 * A page of a list on the wire.
 *
 * @param object always {@code list}
 * @param items the page, in the order asked for
 * @param pagination whether there is more
 * @param <B> what the wire shows of an object
 */
public record ListBody<B>(String object, List<B> items, Pagination pagination) {
  /** Copies the items. */
  public ListBody {
    items = List.copyOf(items);
  }

  /** {@return a page} */
  public static <B> ListBody<B> of(List<B> items, boolean hasMoreBefore, boolean hasMoreAfter) {
    return new ListBody<>("list", items, new Pagination(hasMoreBefore, hasMoreAfter));
  }
}
