package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.sweep.OwnedPartitions;
import io.keyfold.platform.topic.KeyPartitioner;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the queues of grants, limited to the partitions that this instance owns. A visit reads at most
 * {@value #MAX_VISITED} entries; the next one continues there if nothing was taken. Used by one thread at a time.
 */
final class GrantsDue {

  private static final int MAX_VISITED = 10_000;

  private final View view;
  private final OwnedPartitions owned;
  private final Map<RefreshQueue, String> positions = new HashMap<>();

  GrantsDue(View view, OwnedPartitions owned) {
    this.view = view;
    this.owned = owned;
  }

  int partitions() {
    return view.partitions();
  }

  /**
   * Visits the grants of a queue up to a time, the most urgent first.
   *
   * @param visitor returns whether to continue
   */
  void visit(RefreshQueue queue, Instant until, Predicate<TokenState> visitor) {
    int partitions = view.partitions();
    int[] visited = { 0 };
    String[] last = { "" };
    String after = positions.getOrDefault(queue, "");
    boolean[] stopped = { false };
    queue.index().scan(view, until, after, (position, due) -> {
      last[0] = position;
      visited[0]++;
      Optional<TokenState> grant = owned.owns(KeyPartitioner.partition(due.tenant().value(), partitions))
        ? view.find(TokenState.key(due.tenant(), due.id()))
        : Optional.empty();
      stopped[0] = grant.isPresent() && !visitor.test(grant.get());
      return !stopped[0] && visited[0] < MAX_VISITED;
    });
    boolean more = !stopped[0] && visited[0] == MAX_VISITED;
    positions.put(queue, more ? last[0] : "");
  }
}
