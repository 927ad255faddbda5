package io.keyfold.platform.log.follow;

import io.keyfold.platform.log.TraceParent;
import io.keyfold.platform.log.clients.CommitUrgency;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.deadletter.RecordCoordinates;
import io.keyfold.platform.log.decide.NewerReleaseException;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schemas.error.RegistryException;
import io.keyfold.schemas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Follows one topic's events and writes what follows from them to another topic. Under exactly_once_v2 the records written and
 * the position read are one transaction. Where both topics are keyed alike, records keep the order of their events.
 *
 * @param <E> the sealed type of the events
 */
public final class Follower<E> implements Processor<byte[], byte[], byte[], byte[]> {

  private final Path path;
  private final Class<E> type;
  private final Function<E, Optional<FollowUp>> policy;
  private final AvroCodec codec;
  private final DeadLetters deadLetters;
  private final PollCommitCoordinator batches;
  private @Nullable ProcessorContext<byte[], byte[]> context;

  /**
   * From where to where.
   *
   * @param component who follows, for the dead letters
   * @param from the events
   * @param to where what follows goes
   */
  public record Path(String component, TopicSpec from, TopicSpec to) {}

  /**
   * Follows the events of one partition.
   *
   * @param type events of other types, as refusals and repetitions, have no consequence
   * @param policy which record follows from an event, if any; pure
   * @param deadLetters takes what cannot be read
   * @param batches commits what follows from the events of one poll together
   */
  public Follower(
    Path path,
    Class<E> type,
    Function<E, Optional<FollowUp>> policy,
    AvroCodec codec,
    DeadLetters deadLetters,
    PollCommitCoordinator batches
  ) {
    this.path = path;
    this.type = type;
    this.policy = policy;
    this.codec = codec;
    this.deadLetters = deadLetters;
    this.batches = batches;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> bound = Objects.requireNonNull(context);
    Optional<FollowUp> follows = followUp(record, bound);
    follows.ifPresent(next -> {
      TraceParent.carry(record.headers(), next.headers());
      bound.forward(
        new Record<>(next.key().getBytes(StandardCharsets.UTF_8), encoded(next), record.timestamp(), next.headers())
      );
    });
    // A busy topic that has nothing to follow costs little.
    batches.processed(bound, follows.isPresent() ? CommitUrgency.READER : CommitUrgency.NOBODY);
  }

  private Optional<FollowUp> followUp(Record<byte[], byte[]> record, ProcessorContext<byte[], byte[]> bound) {
    try {
      if (codec.isNewer(record.value())) {
        throw new NewerReleaseException("an event of a newer release at " + RecordCoordinates.of(bound));
      }
      SpecificRecord event = codec.decode(path.from().name(), record.value());
      return type.isInstance(event) ? policy.apply(type.cast(event)) : Optional.empty();
    } catch (RegistryException | NewerReleaseException e) {
      // Nothing is wrong with the record: stop here, try again later. Passed by, or followed in part, it would be so for good.
      throw e;
    } catch (RuntimeException e) {
      deadLetters.setAside(RecordCoordinates.of(bound), record.value(), path.component(), e);
      return Optional.empty();
    }
  }

  private byte @Nullable [] encoded(FollowUp next) {
    SpecificRecord value = next.value();
    return value == null ? null : codec.encode(path.to().name(), value);
  }
}
