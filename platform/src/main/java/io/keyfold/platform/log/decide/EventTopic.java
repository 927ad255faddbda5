package io.keyfold.platform.log.decide;

import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schema.Event;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A topic of events that a decide task writes. All topics of a task commit in one Kafka transaction.
 *
 * @param topic the topic
 * @param type the sealed type of its events
 * @param folds the folds over its events, the same as its view's
 * @param key the record key of an event; its part before the first {@code /} is the tenant, which selects the partition
 * @param erases whether the event is written as a tombstone
 * @param <E> the sealed type of its events
 */
public record EventTopic<E extends Event>(
  TopicSpec topic,
  Class<E> type,
  EventFolds<E> folds,
  Function<E, String> key,
  Predicate<E> erases
) {
  /** {@return a topic of events that are kept for ever, with the tenant as key} */
  public static <E extends Event> EventTopic<E> byTenant(TopicSpec topic, Class<E> type, EventFolds<E> folds) {
    return new EventTopic<>(topic, type, folds, event -> event.getMeta().getTenantId(), event -> false);
  }

  /** {@return whether the event belongs to this topic} */
  boolean holds(Event event) {
    return type.isInstance(event);
  }

  String keyOf(Event event) {
    return holds(event) ? key.apply(type.cast(event)) : event.getMeta().getTenantId();
  }

  boolean erasedBy(Event event) {
    return holds(event) && erases.test(type.cast(event));
  }

  /** {@return name of the topology's node before the topic's sink} */
  String node() {
    return "decided-" + topic.name();
  }
}
