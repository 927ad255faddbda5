package io.keyfold.platform.log.wiring;

import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.append.KafkaCommandLog;
import io.keyfold.platform.log.append.LogProperties;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.decide.DecideTopology;
import io.keyfold.platform.log.signal.KafkaSignalLog;
import io.keyfold.platform.log.view.ExternalView;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.view.ViewDefinition;
import io.keyfold.platform.log.view.ViewFactory;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schema.Command;
import io.keyfold.schema.Event;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.kstream.KStream;
import reactor.core.scheduler.Scheduler;

/** The shared dependencies of a service's log, so that each service specifies only what differs. */
public record LogParts(
  Producer<byte[], byte[]> producer,
  AvroCodec codec,
  DeadLetters deadLetters,
  PollCommitCoordinator pollCommitCoordinator,
  ViewFactory viewFactory,
  LogProperties properties,
  Scheduler scheduler,
  ThreadSupervisor threads,
  MeterRegistry metrics,
  Clock clock
) {
  /** {@return the service's views, started; they catch up in the background} */
  public ViewStreams views(String service, List<ViewDefinition> definitions) {
    return views(service, definitions, List.of());
  }

  /**
   * {@return the service's views, started}
   *
   * @param others the service's views with stores of their own
   */
  public ViewStreams views(String service, List<ViewDefinition> definitions, List<ExternalView> others) {
    prepare(
      Stream.concat(definitions.stream().map(ViewDefinition::topic), others.stream().map(view -> view.topic().topic()))
    );
    ViewStreams views = viewFactory.views(
      service,
      definitions,
      others,
      new ViewStreams.Parts(codec, deadLetters, threads, clock, metrics)
    );
    views.start();
    return views;
  }

  /** {@return a tracker of what a view with a store of its own has folded of the topic} */
  public FoldedTopic folded(String view, TopicSpec topic) {
    return viewFactory.topic(view, topic, clock, metrics);
  }

  /**
   * {@return the service's command log}
   *
   * @param view the view over the events of the commands' decider
   * @param others views over further topics that the decider writes, in which an outcome can be
   */
  public CommandLog commandLog(String service, TopicSpec commands, View view, View... others) {
    prepare(Stream.of(commands));
    var destination = new KafkaCommandLog.Destination(service, commands);
    return new KafkaCommandLog(destination, producer, codec, view, List.of(others), properties, scheduler, metrics);
  }

  /**
   * {@return signals among the instances of the service, which are read once {@code start} is called}
   *
   * @param consumer consumer configuration
   */
  public KafkaSignalLog signals(String service, TopicSpec topic, Map<String, Object> consumer) {
    prepare(Stream.of(topic));
    return new KafkaSignalLog(
      new KafkaSignalLog.Destination(service, topic),
      new KafkaSignalLog.Parts(producer, consumer, codec, deadLetters, scheduler, threads, clock, metrics)
    );
  }

  /** {@return the service's decide topology, for a bean named {@code decide}} */
  public <C extends Command, E extends Event> Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> decide(
    DecideTopology<C, E> topology
  ) {
    prepare(topology.events().stream());
    return topology.function(codec, deadLetters, pollCommitCoordinator, metrics);
  }

  /**
   * Registers the schemas of all records that the service writes and reads. An incompatible schema therefore fails the
   * start instead of the first write, and known record types can be read while the registry is down.
   */
  private void prepare(Stream<TopicSpec> topics) {
    codec.prepare(
      topics
        .flatMap(topic -> Stream.of(topic, topic.deadLetters()))
        .map(TopicSpec::name)
        .collect(Collectors.toSet())
    );
  }
}
