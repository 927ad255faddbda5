package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiPredicate;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Executes list queries. A list may scan many objects, so it runs on its own threads with a bounded queue and a
 * timeout; beyond either, the response is 503.
 */
public final class Lists implements AutoCloseable {

  private final Scheduler scheduler;
  private final Duration timeout;

  /**
   * Creates an executor of list queries.
   *
   * @param scheduler threads that may block; rejects work above its limit
   * @param timeout maximum duration of one list query
   */
  public Lists(Scheduler scheduler, Duration timeout) {
    this.scheduler = scheduler;
    this.timeout = timeout;
  }

  /**
   * {@return a page of the view's objects}
   *
   * @param scan tenant and kind of the objects; bounds and direction come from the query. Its prefix is the leading
   *     part of an index entry's id, which is followed by the object's id
   * @param query the requested page
   * @param matches the filter by id and object; the filter {@code id} is already applied
   * @param render converts an object to its JSON form; runs off the event loop
   */
  public <T, B> Mono<ListBody<B>> page(
    View view,
    Scan<T> scan,
    ListQuery query,
    BiPredicate<String, T> matches,
    Function<T, B> render
  ) {
    return page(view, List.of(scan), query, matches, render);
  }

  /** Does the same for several scans, merged by id, e.g. a tenant's providers and the platform's. */
  public <T, B> Mono<ListBody<B>> page(
    View view,
    List<Scan<T>> scans,
    ListQuery query,
    BiPredicate<String, T> matches,
    Function<T, B> render
  ) {
    List<Pager.Walk<T>> sources = scans
      .stream()
      .map(scan -> walk(view, scan))
      .toList();
    return run(() -> pager(sources, query, matches).page(query, render));
  }

  /**
   * {@return a page of in-memory objects}
   *
   * @param objects all objects, in any order
   * @param id returns an object's id, by which the list is ordered
   */
  public <T, B> Mono<ListBody<B>> page(
    Iterable<T> objects,
    Function<T, String> id,
    ListQuery query,
    BiPredicate<String, T> matches,
    Function<T, B> render
  ) {
    return run(() -> {
      NavigableMap<String, T> ordered = new TreeMap<>();
      objects.forEach(object -> ordered.put(id.apply(object), object));
      return pager(List.of(walk(ordered)), query, matches).page(query, render);
    });
  }

  /**
   * Visits the view's objects of a scan off the event loop, until the visitor returns false.
   *
   * @param visitor receives id and object; called by one thread
   */
  public <T> Mono<Void> visit(View view, Scan<T> scan, BiPredicate<String, T> visitor) {
    return run(() -> {
      long deadline = System.nanoTime() + timeout.toNanos();
      view.scan(scan, (id, object) -> {
        requireTime(deadline);
        return visitor.test(id, object);
      });
      return Boolean.TRUE;
    }).then();
  }

  /** Stops the threads. */
  @Override
  public void close() {
    scheduler.dispose();
  }

  private <T> Pager<T> pager(List<Pager.Walk<T>> sources, ListQuery query, BiPredicate<String, T> matches) {
    long deadline = System.nanoTime() + timeout.toNanos();
    return new Pager<>(sources, (id, object) -> {
      requireTime(deadline);
      return query.admits("id", id) && matches.test(id, object);
    });
  }

  private static void requireTime(long deadline) {
    if (System.nanoTime() - deadline > 0) {
      throw tooSlow();
    }
  }

  private <B> Mono<B> run(Callable<B> work) {
    return Mono.fromCallable(work)
      .subscribeOn(scheduler)
      .onErrorMap(RejectedExecutionException.class, e -> tooSlow());
  }

  private static ApiException tooSlow() {
    return ApiException.of(
      ErrorCode.UNAVAILABLE,
      "The list took too long",
      "Retry the request, or use a narrower filter"
    );
  }

  private static <T> Pager.Walk<T> walk(View view, Scan<T> scan) {
    String prefix = scan.prefix();
    return (after, before, descending, visitor) ->
      view.scan(
        new Scan<>(
          scan.tenant(),
          scan.kind(),
          prefix,
          after.isEmpty() ? "" : prefix + after,
          before.isEmpty() ? "" : prefix + before,
          descending
        ),
        (id, object) -> visitor.test(id.substring(prefix.length()), object)
      );
  }

  private static <T> Pager.Walk<T> walk(NavigableMap<String, T> ordered) {
    return (after, before, descending, visitor) -> {
      NavigableMap<String, T> range = after.isEmpty() ? ordered : ordered.tailMap(after, false);
      range = before.isEmpty() ? range : range.headMap(before, false);
      for (var entry : (descending ? range.descendingMap() : range).entrySet()) {
        if (!visitor.test(entry.getKey(), entry.getValue())) {
          return;
        }
      }
    };
  }
}
