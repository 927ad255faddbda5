package io.keyfold.platform.log.deadletter;

import io.keyfold.platform.id.Sha256;
import io.keyfold.schema.DeadLetter;
import io.keyfold.schema.DeadLetterReason;
import io.keyfold.schemas.error.NotAvroException;
import io.keyfold.schemas.error.SchemaIncompatibleException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes dead letters for records that cannot be processed, so that their partition can continue. A dead letter has
 * reason and coordinates but no payload: the source topic has it, and a copy would outlive its erasure. The coordinates
 * are its key, so a repeated dead letter replaces the first one.
 */
public final class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec codec;
  private final MeterRegistry metrics;
  private final Clock clock;

  /** Creates a publisher; dead letters are counted as {@code keyfold.deadletters}. */
  public DeadLetters(Producer<byte[], byte[]> producer, AvroCodec codec, MeterRegistry metrics, Clock clock) {
    this.producer = producer;
    this.codec = codec;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Publishes a dead letter and waits up to 10 s for the acknowledgement. Blocks: call it from consumer threads only.
   *
   * @throws IllegalStateException if the dead letter could not be written; the consumer must then not skip the record
   */
  public void publish(RecordCoordinates position, byte @Nullable [] payload, String component, Exception error) {
    DeadLetterReason reason = reason(error);
    metrics
      .counter("keyfold.deadletters", "topic", position.topic(), "component", component, "reason", reason.name())
      .increment();
    LOG.atError()
      .addKeyValue("position", position)
      .addKeyValue("component", component)
      .addKeyValue("reason", reason)
      .addKeyValue("error", error.getClass().getName())
      .log("record published as a dead letter");
    DeadLetter deadLetter = DeadLetter.newBuilder()
      .setTopic(position.topic())
      .setPartition(position.partition())
      .setOffset(position.offset())
      .setReason(reason)
      .setDetail(location(error))
      .setComponent(component)
      .setPayloadSize(payload == null ? 0 : payload.length)
      .setPayloadSha256(payload == null ? null : HexFormat.of().formatHex(Sha256.of(payload)))
      .setSeenAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
      .build();
    String topic = position.topic() + ".dlq";
    byte[] key = position.toString().getBytes(StandardCharsets.UTF_8);
    try {
      producer
        .send(new ProducerRecord<>(topic, key, codec.encode(topic, deadLetter)))
        .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while publishing a dead letter", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("could not publish the dead letter of " + position, e);
    }
  }

  private static DeadLetterReason reason(Exception error) {
    return switch (error) {
      case NotAvroException e -> DeadLetterReason.UNREADABLE;
      case UnknownSchemaIdException e -> DeadLetterReason.UNKNOWN_SCHEMA;
      case SchemaIncompatibleException e -> DeadLetterReason.UNEXPECTED_TYPE;
      case ClassCastException e -> DeadLetterReason.UNEXPECTED_TYPE;
      default -> DeadLetterReason.FAILED;
    };
  }

  /** Type and code location only: exception messages may contain data. */
  private static String location(Exception error) {
    StackTraceElement[] trace = error.getStackTrace();
    return error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
