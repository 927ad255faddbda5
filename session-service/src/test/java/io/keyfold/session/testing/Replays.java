package io.keyfold.session.testing;

import io.keyfold.platform.log.Fold;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Simulates what a view may read: the log again from an earlier point, and records of different objects reordered. */
public final class Replays {

  private Replays() {}

  /** {@return the state after reading the log with occasional restarts from earlier positions} */
  public static <E> MapState withReplays(Fold<E> fold, List<? extends E> log, long seed) {
    Random random = new Random(seed);
    MapState state = new MapState();
    int position = 0;
    while (position < log.size()) {
      state.apply(fold, List.of(log.get(position)));
      position++;
      if (random.nextInt(4) == 0) {
        position = random.nextInt(position + 1);
      }
      if (random.nextInt(50) == 0) {
        state.apply(fold, log.subList(0, position));
      }
    }
    return state;
  }

  /** {@return the log reshuffled, with the order within each object preserved} */
  public static <E extends Event> List<E> mixed(List<E> log, long seed) {
    Random random = new Random(seed);
    List<List<E>> queues = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (E event : log) {
      String id = event.getMeta().getObjectId();
      if (!ids.contains(id)) {
        ids.add(id);
        queues.add(new ArrayList<>());
      }
      queues.get(ids.indexOf(id)).add(event);
    }
    List<E> mixed = new ArrayList<>();
    while (!queues.isEmpty()) {
      List<E> queue = queues.get(random.nextInt(queues.size()));
      mixed.add(queue.removeFirst());
      queues.removeIf(List::isEmpty);
    }
    return mixed;
  }
}
