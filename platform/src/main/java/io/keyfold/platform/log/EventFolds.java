package io.keyfold.platform.log;

import io.keyfold.platform.log.idempotency.Idempotency;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.CommandRepeated;
import io.keyfold.schema.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Combines all folds over one events topic: the folds of its sealed event type, and the fold that remembers idempotency
 * keys. Rejections and repetitions change no object.
 *
 * @param <E> the topic's sealed event type
 */
public final class EventFolds<E extends Event> implements RecordFold, Fold<Event> {

  private final Class<E> type;
  private final List<Fold<E>> folds;
  private final List<Fold<Event>> anyEvent;

  /**
   * Folds objects with the given folds.
   *
   * @param type the topic's sealed event type
   * @param folds folds of that type; no two may write the same kind
   * @param anyEvent folds of every event, including rejections and repetitions
   */
  public EventFolds(Class<E> type, List<? extends Fold<E>> folds, List<? extends Fold<Event>> anyEvent) {
    this.type = type;
    this.folds = List.copyOf(folds);
    this.anyEvent = List.copyOf(anyEvent);
  }

  /** {@return the folds of a service over its own events: its state and its idempotency keys} */
  public static <E extends Event> EventFolds<E> own(Class<E> type, List<? extends Fold<E>> folds) {
    return new EventFolds<>(type, folds, List.of(new Idempotency()));
  }

  /** {@return the folds of a service over another service's events} */
  public static <E extends Event> EventFolds<E> others(Class<E> type, List<? extends Fold<E>> folds) {
    return new EventFolds<>(type, folds, List.of());
  }

  /** {@return the topic's sealed event type} */
  public Class<E> type() {
    return type;
  }

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    return value == null ? List.of() : apply((Event) value, state);
  }

  @Override
  public List<Change> apply(Event event, State state) {
    List<Change> changes = new ArrayList<>();
    boolean changesObjects = !(event instanceof CommandRejected || event instanceof CommandRepeated);
    if (changesObjects) {
      E own = type.cast(event);
      folds.forEach(fold -> changes.addAll(fold.apply(own, state)));
    }
    anyEvent.forEach(fold -> changes.addAll(fold.apply(event, state)));
    return changes;
  }
}
