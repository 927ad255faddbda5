package io.keyfold.platform.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a page out of ordered sources. It reads one object more than the page holds to know whether the list goes on, and
 * looks back from the page for one object that matches; so both flags are exact, whatever the filter leaves out.
 *
 * @param sources where the objects are; several are merged by id
 * @param matches the filter
 */
record Pager<T>(List<Walk<T>> sources, BiPredicate<String, T> matches) {
  /** An ordered source. */
  @FunctionalInterface
  interface Walk<T> {
    /** Visits what lies between the bounds, both exclusive and empty for none, until the visitor answers false. */
    void visit(String after, String before, boolean descending, BiPredicate<String, T> visitor);
  }

  <B> ListBody<B> page(ListQuery query, Function<T, B> render) {
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

  /** An empty page has nothing beyond its start, so any match at all lies behind it. */
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
