package io.keyfold.platform.web;

import java.util.List;
import java.util.function.Function;

/**
 * The JSON form of a page of a list.
 *
 * @param object always {@code list}
 * @param items the page's items in the requested order
 * @param pagination whether there are more items
 * @param <B> JSON form of an item
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

  /** {@return the same page with other items} */
  public <C> ListBody<C> map(Function<B, C> render) {
    return new ListBody<>(object, items.stream().map(render).toList(), pagination);
  }
}
