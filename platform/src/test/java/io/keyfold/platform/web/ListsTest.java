package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.testing.MapView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class ListsTest {

  record Widget(String id, boolean wanted) {}

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final TenantId OTHER = new TenantId("tnt_ab");
  private static final Kind<Widget> KIND = new Kind<>("widget", Widget.class);

  private final Lists lists = new Lists(Schedulers.immediate(), Duration.ofSeconds(5));

  @Property(tries = 300)
  void pagesForwardsCoverTheListOnceWithExactFlags(
    @ForAll @Size(max = 40) Set<@IntRange(max = 99) Integer> ids,
    @ForAll @IntRange(min = 1, max = 7) int limit,
    @ForAll boolean descending
  ) {
    List<String> expected = expected(ids, descending);
    List<String> seen = new ArrayList<>();
    String after = null;
    ListBody<String> page;
    do {
      page = page(view(ids), query(limit, after, null, descending));
      assertThat(page.pagination().hasMoreBefore()).isEqualTo(!seen.isEmpty());
      items(page).forEach(seen::add);
      assertThat(page.pagination().hasMoreAfter()).isEqualTo(seen.size() < expected.size());
      after = seen.isEmpty() ? null : seen.get(seen.size() - 1);
    } while (page.pagination().hasMoreAfter());
    assertThat(seen).isEqualTo(expected);
  }

  @Property(tries = 300)
  void pagesBackwardsCoverTheListOnceWithExactFlags(
    @ForAll @Size(max = 40) Set<@IntRange(max = 99) Integer> ids,
    @ForAll @IntRange(min = 1, max = 7) int limit,
    @ForAll boolean descending
  ) {
    List<String> expected = expected(ids, descending);
    List<String> seen = new ArrayList<>();
    String before = descending ? "a" : "z";
    ListBody<String> page;
    do {
      page = page(view(ids), query(limit, null, before, descending));
      assertThat(page.pagination().hasMoreAfter()).isEqualTo(!seen.isEmpty());
      seen.addAll(0, items(page));
      assertThat(page.pagination().hasMoreBefore()).isEqualTo(seen.size() < expected.size());
      before = seen.isEmpty() ? before : seen.get(0);
    } while (page.pagination().hasMoreBefore());
    assertThat(seen).isEqualTo(expected);
  }

  @Property(tries = 300)
  void aPageFromAnyPositionEqualsTheModel(
    @ForAll @Size(max = 30) Set<@IntRange(max = 50) Integer> ids,
    @ForAll @IntRange(max = 50) int start,
    @ForAll @IntRange(min = 1, max = 5) int limit,
    @ForAll boolean descending,
    @ForAll boolean backwards
  ) {
    List<String> all = expected(ids, descending);
    String bound = id(start);
    List<String> ahead = all
      .stream()
      .filter(id -> precedes(id, bound, descending))
      .toList();
    List<String> behind = all
      .stream()
      .filter(id -> precedes(bound, id, descending))
      .toList();
    ListBody<String> page = page(
      view(ids),
      query(limit, backwards ? null : bound, backwards ? bound : null, descending)
    );
    if (backwards) {
      int from = Math.max(0, ahead.size() - limit);
      assertThat(items(page)).isEqualTo(ahead.subList(from, ahead.size()));
      assertThat(page.pagination()).isEqualTo(new Pagination(from > 0, all.size() > ahead.size()));
    } else {
      int to = Math.min(limit, behind.size());
      assertThat(items(page)).isEqualTo(behind.subList(0, to));
      assertThat(page.pagination()).isEqualTo(new Pagination(all.size() > behind.size(), to < behind.size()));
    }
  }

  @Test
  void severalScansAreMergedById() {
    MapView view = new MapView();
    for (int i = 0; i < 6; i++) {
      put(view, i % 2 == 0 ? TENANT : OTHER, id(i), id(i));
    }
    List<Scan<Widget>> scans = List.of(Scan.all(TENANT, KIND), Scan.all(OTHER, KIND));
    ListBody<String> page = got(
      lists.page(view, scans, query(3, id(1), null, false), (id, widget) -> true, Widget::id)
    );
    assertThat(items(page)).containsExactly(id(2), id(3), id(4));
    assertThat(page.pagination()).isEqualTo(new Pagination(true, true));
  }

  @Test
  void anIndexIsPagedByTheIdsAfterItsPrefix() {
    MapView view = new MapView();
    for (int i = 0; i < 4; i++) {
      put(view, TENANT, "prv_a/" + id(i), id(i));
      put(view, TENANT, "prv_b/" + id(i), "other");
    }
    Scan<Widget> scan = Scan.prefixed(TENANT, KIND, "prv_a/");
    ListBody<String> page = got(lists.page(view, scan, query(2, id(0), null, false), (id, widget) -> true, Widget::id));
    assertThat(items(page)).containsExactly(id(1), id(2));
    assertThat(page.pagination()).isEqualTo(new Pagination(true, true));
  }

  @Test
  void inMemoryObjectsArePaged() {
    ListQuery query = new ListQuery(2, null, null, true, Map.of("id", List.of("b", "c", "x")), Map.of());
    ListBody<String> page = got(lists.page(List.of("c", "a", "b"), id -> id, query, (id, item) -> true, item -> item));
    assertThat(items(page)).containsExactly("c", "b");
    assertThat(page.pagination()).isEqualTo(new Pagination(false, false));
  }

  @Test
  void aSlowListTimesOut() {
    Lists timedOut = new Lists(Schedulers.immediate(), Duration.ofNanos(-1));
    MapView view = view(Set.of(1));
    assertThatThrownBy(() ->
      got(timedOut.page(view, Scan.all(TENANT, KIND), ListQuery.first(), (id, w) -> true, w -> w))
    )
      .isInstanceOf(ApiException.class)
      .hasMessageContaining("too long");
  }

  private ListBody<String> page(MapView view, ListQuery query) {
    return got(lists.page(view, Scan.all(TENANT, KIND), query, (id, widget) -> widget.wanted(), Widget::id));
  }

  private static <B> ListBody<B> got(Mono<ListBody<B>> page) {
    return page.blockOptional(Duration.ofSeconds(5)).orElseThrow();
  }

  private static MapView view(Set<Integer> ids) {
    MapView view = new MapView();
    put(view, OTHER, id(7), id(7));
    ids.forEach(id -> view.put(new Key<>(TENANT, KIND, id(id)), new Widget(id(id), isWanted(id))));
    return view;
  }

  private static void put(MapView view, TenantId tenant, String key, String id) {
    view.put(new Key<>(tenant, KIND, key), new Widget(id, true));
  }

  private static boolean isWanted(int id) {
    return id % 3 != 0;
  }

  private static List<String> expected(Set<Integer> ids, boolean descending) {
    List<String> ordered = ids.stream().filter(ListsTest::isWanted).map(ListsTest::id).sorted().toList();
    return descending ? ordered.reversed() : ordered;
  }

  private static boolean precedes(String first, String second, boolean descending) {
    return descending ? first.compareTo(second) > 0 : first.compareTo(second) < 0;
  }

  private static String id(int number) {
    return "pdp_%03d".formatted(number);
  }

  private static ListQuery query(int limit, @Nullable String after, @Nullable String before, boolean descending) {
    return new ListQuery(limit, after, before, descending, Map.of(), Map.of());
  }

  private static List<String> items(ListBody<String> page) {
    return page.items().stream().map(String.class::cast).toList();
  }
}
