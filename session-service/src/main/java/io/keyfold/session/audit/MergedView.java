package io.keyfold.session.audit;

import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads several views of distinct objects as one, in id order. */
final class MergedView implements View {

  /** Number of entries prefetched from each view. */
  private static final int CHUNK = 64;

  private final List<View> views;

  MergedView(List<View> views) {
    this.views = List.copyOf(views);
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    return views
      .stream()
      .map(view -> view.find(key))
      .flatMap(Optional::stream)
      .findFirst();
  }

  @Override
  public <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor) {
    Comparator<String> byId = Comparator.naturalOrder();
    Comparator<Cursor<T>> order = Comparator.comparing(Cursor::id, scan.descending() ? byId.reversed() : byId);
    PriorityQueue<Cursor<T>> cursors = new PriorityQueue<>(order);
    for (View view : views) {
      Cursor<T> cursor = new Cursor<>(view, scan);
      if (cursor.advance()) {
        cursors.add(cursor);
      }
    }
    Cursor<T> next = cursors.poll();
    while (next != null && visitor.test(next.id(), next.value())) {
      if (next.advance()) {
        cursors.add(next);
      }
      next = cursors.poll();
    }
  }

  @Override
  public <T> Mono<T> await(String recordKey, Function<State, Optional<T>> lookUp) {
    return Mono.defer(() -> Mono.justOrEmpty(lookUp.apply(this))).switchIfEmpty(
      caughtUp(recordKey).then(Mono.defer(() -> Mono.justOrEmpty(lookUp.apply(this))))
    );
  }

  @Override
  public Mono<Void> caughtUp(String recordKey) {
    return Flux.fromIterable(views)
      .flatMap(view -> view.caughtUp(recordKey))
      .then();
  }

  @Override
  public Mono<Void> caughtUp() {
    return Flux.fromIterable(views).flatMap(View::caughtUp).then();
  }

  @Override
  public void listen(FoldedListener listener) {
    views.forEach(view -> view.listen(listener));
  }

  /** Position of the scan in one view. */
  private static final class Cursor<T> {

    private final View view;
    private final Scan<T> scan;
    private final Deque<Map.Entry<String, T>> ahead = new ArrayDeque<>();
    private Map.@Nullable Entry<String, T> current;
    private boolean more = true;

    Cursor(View view, Scan<T> scan) {
      this.view = view;
      this.scan = scan;
    }

    boolean advance() {
      if (ahead.isEmpty() && more) {
        read();
      }
      Map.Entry<String, T> next = ahead.poll();
      if (next != null) {
        current = next;
      }
      return next != null;
    }

    private void read() {
      Map.Entry<String, T> last = current;
      Scan<T> rest = scan;
      if (last != null && scan.descending()) {
        rest = new Scan<>(scan.tenant(), scan.kind(), scan.prefix(), scan.after(), last.getKey(), true);
      } else if (last != null) {
        rest = new Scan<>(scan.tenant(), scan.kind(), scan.prefix(), last.getKey(), scan.before(), false);
      }
      view.scan(rest, (id, value) -> {
        ahead.add(Map.entry(id, value));
        return ahead.size() < CHUNK;
      });
      more = ahead.size() == CHUNK;
    }

    String id() {
      return entry().getKey();
    }

    T value() {
      return entry().getValue();
    }

    private Map.Entry<String, T> entry() {
      Map.Entry<String, T> entry = current;
      if (entry == null) {
        throw new IllegalStateException("advance first");
      }
      return entry;
    }
  }
}
