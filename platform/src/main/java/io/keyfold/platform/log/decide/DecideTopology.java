package io.keyfold.platform.log.decide;

import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.store.StoredState;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schema.Command;
import io.keyfold.schema.Event;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The decide topology of a service: maps commands to events with the service's decider and folds. A service exposes the
 * result of {@link #function} as a Spring Cloud Stream function named {@code decide}.
 *
 * @param <C> the service's sealed command type
 * @param <E> the service's sealed event type
 */
public final class DecideTopology<C extends Command, E extends Event> {

  static final String STORE = "decide-state";

  private final String service;
  private final TopicSpec commands;
  private final EventTopic<?> events;
  private final List<EventTopic<?>> others;
  private final CommandHandler<C> handler;

  /**
   * Creates the topology.
   *
   * @param service name of the service
   * @param commands topic of the commands
   * @param events topic of the events
   * @param decider the service's decider
   * @param folds the folds over the service's own events, the same as its view's
   */
  public DecideTopology(
    String service,
    TopicSpec commands,
    TopicSpec events,
    Class<C> type,
    Decider<C, E> decider,
    EventFolds<E> folds
  ) {
    this(service, commands, EventTopic.byTenant(events, folds.type(), folds), List.of(), type, decider);
  }

  /**
   * Creates a topology that writes several topics.
   *
   * @param service name of the service
   * @param commands topic of the commands
   * @param events topic of the service's events; also receives rejections and repetitions
   * @param others further topics of events
   * @param decider the service's decider
   */
  public DecideTopology(
    String service,
    TopicSpec commands,
    EventTopic<?> events,
    List<EventTopic<?>> others,
    Class<C> type,
    Decider<C, E> decider
  ) {
    this.service = service;
    this.commands = commands;
    this.events = events;
    this.others = List.copyOf(others);
    this.handler = new CommandHandler<>(type, decider);
  }

  /** {@return the topology as a function from the command stream to the event stream} */
  public Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> function(
    AvroCodec codec,
    DeadLetters deadLetters,
    PollCommitCoordinator coordinator,
    MeterRegistry metrics
  ) {
    var supplier = new DecideProcessorSupplier(() ->
      new DecideProcessor(this, codec, deadLetters, coordinator, metrics)
    );
    return stream -> {
      KStream<byte[], byte[]> decided = stream.process(supplier, Named.as("decide"));
      for (EventTopic<?> other : others) {
        branch(decided, other).to(
          other.topic().name(),
          Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withStreamPartitioner(new TenantPartitioner())
        );
      }
      return branch(decided, events);
    };
  }

  /** The processor addresses this node by its name. */
  private static KStream<byte[], byte[]> branch(KStream<byte[], byte[]> decided, EventTopic<?> topic) {
    return decided.filter((key, value) -> true, Named.as(topic.node()));
  }

  String service() {
    return service;
  }

  TopicSpec commands() {
    return commands;
  }

  /** {@return all topics of events} */
  public List<TopicSpec> events() {
    return Stream.concat(Stream.of(events), others.stream()).<TopicSpec>map(EventTopic::topic).toList();
  }

  /** {@return the topic of an event; rejections and repetitions belong to the service's own} */
  EventTopic<?> topicOf(Event event) {
    for (EventTopic<?> other : others) {
      if (other.holds(event)) {
        return other;
      }
    }
    return events;
  }

  CommandHandler<C> handler() {
    return handler;
  }

  /**
   * Supplies the store together with the processor: a store builder bean would be added to every topology of the
   * context.
   */
  private record DecideProcessorSupplier(
    java.util.function.Supplier<DecideProcessor> processor
  ) implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return processor.get();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(StoredState.builder(STORE).withLoggingEnabled(Map.of()));
    }
  }
}
