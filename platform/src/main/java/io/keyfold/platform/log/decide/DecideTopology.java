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
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The decide topology of a service: commands in, events out, around its pure decider and folds. A service exposes what
 * {@link #function} answers as a Spring Cloud Stream function named {@code decide}.
 *
 * @param <C> the service's sealed command type
 * @param <E> the service's sealed event type
 */
public final class DecideTopology<C extends Command, E extends Event> {

  static final String STORE = "decide-state";

  private final String service;
  private final TopicSpec commands;
  private final TopicSpec events;
  private final CommandHandler<C> judge;
  private final EventFolds<E> folds;

  /**
   * Describes the topology.
   *
   * @param service name of the service
   * @param commands where commands come from
   * @param events where events go
   * @param decider the service's decider
   * @param folds the folds over its own events, the same as its view's
   */
  public DecideTopology(
    String service,
    TopicSpec commands,
    TopicSpec events,
    Class<C> type,
    Decider<C, E> decider,
    EventFolds<E> folds
  ) {
    this.service = service;
    this.commands = commands;
    this.events = events;
    this.judge = new CommandHandler<>(type, decider);
    this.folds = folds;
  }

  /** {@return the topology as a function from the commands' stream to the events'} */
  public Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> function(
    AvroCodec codec,
    DeadLetters deadLetters,
    PollCommitCoordinator batches,
    MeterRegistry metrics
  ) {
    var supplier = new DecideProcessorSupplier(() -> new DecideProcessor(this, codec, deadLetters, batches, metrics));
    return stream -> stream.process(supplier, Named.as("decide"));
  }

  String service() {
    return service;
  }

  TopicSpec commands() {
    return commands;
  }

  /** {@return where events go} */
  public TopicSpec events() {
    return events;
  }

  CommandHandler<C> judge() {
    return judge;
  }

  EventFolds<E> folds() {
    return folds;
  }

  /** Brings the store along: a store builder bean would be attached to every topology of the context. */
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
