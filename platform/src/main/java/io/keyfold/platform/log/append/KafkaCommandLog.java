package io.keyfold.platform.log.append;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.TraceParent;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.idempotency.Idempotency;
import io.keyfold.platform.topic.RecordSizes;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schema.Command;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.CommandRepeated;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Appends commands to Kafka and completes them from this instance's view. The view passes each folded event to
 * {@link #onFolded}. A command's last event completes its waiting caller, after the store has the event.
 */
public final class KafkaCommandLog implements CommandLog {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandLog.class);

  private final Destination destination;
  private final Producer<byte[], byte[]> producer;
  private final AvroCodec codec;
  private final View view;
  private final LogProperties properties;
  private final Scheduler scheduler;
  private final OutcomeWaiters<Optional<Event>> waiters;
  private final Timer committed;

  /**
   * The destination of commands.
   *
   * @param service name of the service, for metrics and the CloudEvents source
   * @param commands the service's commands topic
   */
  public record Destination(String service, TopicSpec commands) {}

  /**
   * Creates a log that appends with the producer.
   *
   * @param view the view over the events of the commands' decider
   * @param others views over further topics that the decider writes
   * @param scheduler bounded scheduler for sends, which may block while Kafka's metadata is fetched
   */
  public KafkaCommandLog(
    Destination destination,
    Producer<byte[], byte[]> producer,
    AvroCodec codec,
    View view,
    List<View> others,
    LogProperties properties,
    Scheduler scheduler,
    MeterRegistry metrics
  ) {
    this.destination = destination;
    this.producer = producer;
    this.codec = codec;
    this.view = view;
    this.properties = properties;
    this.scheduler = scheduler;
    this.waiters = new OutcomeWaiters<>(properties.maxWaiting(), metrics, destination.service());
    this.committed = Timer.builder("keyfold.append.committed")
      .tag("service", destination.service())
      .publishPercentileHistogram()
      .register(metrics);
    view.listen((key, value, headers) -> onFolded(value, headers));
    others.forEach(other -> other.listen((key, value, headers) -> onFolded(value, headers)));
  }

  private void onFolded(@Nullable SpecificRecord value, Headers headers) {
    // An erased object's last record is a tombstone, which completes its command as well.
    if (value == null || value instanceof Event) {
      RecordHeaders.outcome(headers).ifPresent(id ->
        waiters.complete(id, future -> scheduler.schedule(() -> future.complete(Optional.ofNullable((Event) value))))
      );
    }
  }

  @Override
  public Mono<Committed> append(Command command) {
    return Mono.deferContextual(context -> {
      UUID id = command.getMeta().getCommandId();
      CompletableFuture<Optional<Event>> outcome = waiters.register(id);
      Timer.Sample sample = Timer.start();
      return send(command, TraceParent.of(context))
        .then(Mono.fromFuture(outcome, true))
        .timeout(properties.outcomeTimeout())
        .onErrorMap(TimeoutException.class, e ->
          unavailable("The write was not confirmed within " + properties.outcomeTimeout().toMillis() + " ms")
        )
        .flatMap(event -> result(command.getMeta(), event))
        .doFinally(signal -> {
          waiters.remove(id);
          sample.stop(committed);
        });
    });
  }

  private Mono<Void> send(Command command, TraceParent trace) {
    return Mono.<Void>create(sink -> {
      CommandMeta meta = command.getMeta();
      String topic = destination.commands().name();
      byte[] key = meta.getTenantId().getBytes(StandardCharsets.UTF_8);
      Headers headers = RecordHeaders.of(command, meta, destination.service());
      trace.addTo(headers);
      var message = new ProducerRecord<>(topic, null, key, encoded(topic, command), headers);
      Future<?> _ = producer.send(message, (metadata, error) -> {
        if (error == null) {
          sink.success();
        } else {
          sink.error(error);
        }
      });
    })
      .subscribeOn(scheduler)
      .onErrorMap(error -> !(error instanceof ApiException), error -> notAppended(command, error));
  }

  /** Rejects oversized commands before they are appended: the decide task would have to process them. */
  private byte[] encoded(String topic, Command command) {
    byte[] value = codec.encode(topic, command);
    if (value.length > RecordSizes.COMMAND) {
      throw ApiException.of(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "The request becomes a record of " + value.length + " bytes; the maximum is " + RecordSizes.COMMAND,
        "Send less in one request"
      );
    }
    return value;
  }

  private static ApiException notAppended(Command command, Throwable error) {
    LOG.atWarn()
      .addKeyValue("request_id", command.getMeta().getRequestId())
      .addKeyValue("command_id", command.getMeta().getCommandId())
      .addKeyValue("error", error.toString())
      .log("appending a command failed");
    return unavailable("The log does not accept writes at the moment");
  }

  private Mono<Committed> result(CommandMeta command, Optional<Event> event) {
    return switch (event.orElse(null)) {
      case CommandRejected rejected -> Mono.error(error(rejected));
      case CommandRepeated repeated -> firstOutcome(repeated.getMeta());
      case null, default -> Mono.just(new Committed(command.getObjectId(), false));
    };
  }

  private Mono<Committed> firstOutcome(EventMeta repeated) {
    String key = String.valueOf(repeated.getIdempotencyKey());
    return view
      .find(Idempotency.key(new TenantId(repeated.getTenantId()), key))
      .map(FirstOutcomes::result)
      .orElseGet(() -> Mono.error(unavailable("The outcome of the first request is not available yet")));
  }

  private static ApiException error(CommandRejected rejected) {
    return FirstOutcomes.error(
      new Rejection(ErrorCode.ofWire(rejected.getCode()), rejected.getMessage(), rejected.getPath())
    );
  }

  private static ApiException unavailable(String why) {
    return ApiException.of(
      ErrorCode.UNAVAILABLE,
      why,
      "Retry with the same Idempotency-Key: the request takes effect at most once"
    );
  }
}
