package io.keyfold.platform.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page from ordered sources. It reads one more object than the page holds, and one matching object in the other
 * direction, so both pagination flags are exact for every filter.
 *
 * @param sources ordered sources, merged by id
 * @param matches the filter
 */
public record Pager<T>(List<Walk<T>> sources, BiPredicate<String, T> matches) {
  /** {@return a pager over ordered sources, which apply the filter themselves} */
  public static <T> Pager<T> of(List<? extends Walk<T>> sources) {
    return new Pager<>(List.copyOf(sources), (id, object) -> true);
  }

  /** An ordered source. */
  @FunctionalInterface
  public interface Walk<T> {
    /**
     * Visits the objects between the bounds until the visitor returns false. Both bounds are exclusive; empty means
     * unbounded.
     */
    void visit(String after, String before, boolean descending, BiPredicate<String, T> visitor);
  }

  /**
   * {@return the requested page}
   *
   * @param render converts an object to its JSON form
   */
  public <B> ListBody<B> page(ListQuery query, Function<T, B> render) {
    boolean backwards = query.before() != null;
    String from = backwards ? query.before() : query.after();
    boolean descending = query.descending() != backwards;
    List<Map.Entry<String, T>> found = collect(from, descending, query.limit() + 1);
    boolean beyond = found.size() > query.limit();
    List<Map.Entry<String, T>> page = beyond ? found.subList(0, query.limit()) : found;
    boolean behind = from != null && anyBehind(page, descending);
    List<B> items = (backwards ? page.reversed() : page).stream().map(Map.Entry::getValue).map(render).toList();
    return backwards ? ListBody.of(items, beyond, behind) : ListBody.of(items, behind, beyond);
  }

  /** {@return the next objects with greater ids, in order} */
  public List<T> after(String id, int max) {
    return collect(id, false, max).stream().map(Map.Entry::getValue).toList();
  }

  private List<Map.Entry<String, T>> collect(@Nullable String from, boolean descending, int max) {
    List<Map.Entry<String, T>> found = new ArrayList<>();
    for (Walk<T> source : sources) {
      List<Map.Entry<String, T>> some = new ArrayList<>();
      walk(source, from, descending, (id, object) -> {
        some.add(Map.entry(id, object));
        return some.size() < max;
      });
      found.addAll(some);
    }
    if (sources.size() > 1) {
      Comparator<Map.Entry<String, T>> byId = Map.Entry.comparingByKey();
      found.sort(descending ? byId.reversed() : byId);
    }
    return found.size() > max ? found.subList(0, max) : found;
  }

  /**
   * Looks for a match before the page. If the page is empty, no match lies after its start, so any match lies before
   * it.
   */
  private boolean anyBehind(List<Map.Entry<String, T>> page, boolean descending) {
    String edge = page.isEmpty() ? null : page.get(0).getKey();
    boolean[] any = { false };
    for (Walk<T> source : sources) {
      walk(source, edge, !descending, (id, object) -> {
        any[0] = true;
        return false;
      });
    }
    return any[0];
  }

  private void walk(Walk<T> source, @Nullable String from, boolean descending, BiPredicate<String, T> visitor) {
    String start = from == null ? "" : from;
    source.visit(
      descending ? "" : start,
      descending ? start : "",
      descending,
      (id, object) -> !matches.test(id, object) || visitor.test(id, object)
    );
  }
}
