package io.keyfold.platform.log.follow;

import io.keyfold.platform.log.TraceParent;
import io.keyfold.platform.log.clients.CommitUrgency;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schemas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Consumes one topic's events and writes the resulting records to another topic. Under exactly_once_v2, the written
 * records and the consumed offset commit in one transaction. If both topics use the same keys, the records keep the
 * order of their events.
 *
 * @param <E> the sealed type of the events
 */
public final class Follower<E> implements Processor<byte[], byte[], byte[], byte[]> {

  private final Path path;
  private final EventReader<E> reader;
  private final Function<E, List<FollowUp>> policy;
  private final AvroCodec codec;
  private final PollCommitCoordinator coordinator;
  private @Nullable ProcessorContext<byte[], byte[]> context;

  /**
   * Source and target of the records.
   *
   * @param component name of the consumer, for dead letters
   * @param from topic of the events
   * @param to topic of the resulting records
   */
  public record Path(String component, TopicSpec from, TopicSpec to) {}

  /**
   * Creates a processor for one partition.
   *
   * @param type events of other types, such as rejections and repetitions, are skipped
   * @param policy maps an event to the resulting records, in order; pure
   * @param deadLetters receives records that cannot be processed
   * @param coordinator commits the results of each poll together
   */
  public Follower(
    Path path,
    Class<E> type,
    Function<E, List<FollowUp>> policy,
    AvroCodec codec,
    DeadLetters deadLetters,
    PollCommitCoordinator coordinator
  ) {
    this.path = path;
    this.reader = new EventReader<>(path.component(), path.from(), type, codec, deadLetters);
    this.policy = policy;
    this.codec = codec;
    this.coordinator = coordinator;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> activeContext = Objects.requireNonNull(context);
    List<FollowUp> followUps = reader.read(record, activeContext, policy);
    followUps.forEach(next -> {
      TraceParent.copy(record.headers(), next.headers());
      activeContext.forward(
        new Record<>(next.key().getBytes(StandardCharsets.UTF_8), encoded(next), record.timestamp(), next.headers())
      );
    });
    // Events without a result need no commit of their own.
    coordinator.processed(activeContext, followUps.isEmpty() ? CommitUrgency.NONE : CommitUrgency.READER);
  }

  private byte @Nullable [] encoded(FollowUp next) {
    SpecificRecord value = next.value();
    return value == null ? null : codec.encode(path.to().name(), value);
  }
}
