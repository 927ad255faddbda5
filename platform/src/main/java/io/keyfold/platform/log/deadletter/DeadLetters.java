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
 * Sets records aside that could not be used, so that their partition goes on. A dead letter names reason and position and
 * holds no payload: the source topic still has it, and a copy elsewhere would outlive its erasure. Its key is the position,
 * so a consumer that meets the same record again repeats the letter and adds none.
 */
public final class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec codec;
  private final MeterRegistry metrics;
  private final Clock clock;

  /** Sends with the producer; counts in the registry as {@code keyfold.deadletters}. */
  public DeadLetters(Producer<byte[], byte[]> producer, AvroCodec codec, MeterRegistry metrics, Clock clock) {
    this.producer = producer;
    this.codec = codec;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Sets a record aside. Waits for the acknowledgement, at most 10 s: for consumer threads, never for an event loop.
   *
   * @throws IllegalStateException if the letter could not be written; the consumer then must not go past the record
   */
  public void setAside(RecordCoordinates position, byte @Nullable [] payload, String component, Exception error) {
    DeadLetterReason reason = reason(error);
    metrics
      .counter("keyfold.deadletters", "topic", position.topic(), "component", component, "reason", reason.name())
      .increment();
    LOG.atError()
      .addKeyValue("position", position)
      .addKeyValue("component", component)
      .addKeyValue("reason", reason)
      .addKeyValue("error", error.getClass().getName())
      .log("record set aside");
    DeadLetter letter = DeadLetter.newBuilder()
      .setTopic(position.topic())
      .setPartition(position.partition())
      .setOffset(position.offset())
      .setReason(reason)
      .setDetail(place(error))
      .setComponent(component)
      .setPayloadSize(payload == null ? 0 : payload.length)
      .setPayloadSha256(payload == null ? null : HexFormat.of().formatHex(Sha256.of(payload)))
      .setSeenAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
      .build();
    String topic = position.topic() + ".dlq";
    byte[] key = position.toString().getBytes(StandardCharsets.UTF_8);
    try {
      producer
        .send(new ProducerRecord<>(topic, key, codec.encode(topic, letter)))
        .get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a record was set aside", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("could not set aside " + position, e);
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

  /** Type and place only: messages of exceptions may quote data. */
  private static String place(Exception error) {
    StackTraceElement[] trace = error.getStackTrace();
    return error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
