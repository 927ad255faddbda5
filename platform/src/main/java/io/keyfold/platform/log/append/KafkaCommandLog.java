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
 * Appends commands to Kafka and completes them from this instance's own view. The view tells each folded event through
 * {@link #folded}; the one that ends a command completes its waiter, after the store holds it.
 */
public final class KafkaCommandLog implements CommandLog {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandLog.class);

  private final Destination destination;
  private final Producer<byte[], byte[]> producer;
  private final AvroCodec codec;
  private final View view;
  private final LogProperties properties;
  private final Scheduler scheduler;
  private final OutcomeWaiters<Event> waiters;
  private final Timer committed;

  /**
   * Where commands go.
   *
   * @param service name of the service, for metrics and the CloudEvents source
   * @param commands the service's commands topic
   */
  public record Destination(String service, TopicSpec commands) {}

  /**
   * Appends with the producer.
   *
   * @param view the view over the service's own events
   * @param scheduler where sending may block while Kafka's metadata is fetched; bounded
   */
  public KafkaCommandLog(
    Destination destination,
    Producer<byte[], byte[]> producer,
    AvroCodec codec,
    View view,
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
    view.listen((key, value, headers) -> folded(value, headers));
  }

  private void folded(@Nullable SpecificRecord value, Headers headers) {
    if (value instanceof Event event) {
      RecordHeaders.outcome(headers).ifPresent(id ->
        waiters.complete(id, future -> scheduler.schedule(() -> future.complete(event)))
      );
    }
  }

  @Override
  public Mono<Committed> append(Command command) {
    return Mono.deferContextual(context -> {
      UUID id = command.getMeta().getCommandId();
      CompletableFuture<Event> outcome = waiters.enter(id);
      Timer.Sample begun = Timer.start();
      return send(command, TraceParent.of(context))
        .then(Mono.fromFuture(outcome, true))
        .timeout(properties.outcomeTimeout())
        .onErrorMap(TimeoutException.class, e -> unavailable("No outcome within " + properties.outcomeTimeout()))
        .flatMap(event -> told(command.getMeta(), event))
        .doFinally(signal -> {
          waiters.leave(id);
          begun.stop(committed);
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
      Future<?> _ = producer.send(message, (position, error) -> {
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

  /** Larger ones are refused while that costs the log nothing: once appended, it would have to be decided. */
  private byte[] encoded(String topic, Command command) {
    byte[] value = codec.encode(topic, command);
    if (value.length > RecordSizes.COMMAND) {
      throw ApiException.of(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "The request becomes a record of " + value.length + " bytes; at most " + RecordSizes.COMMAND + " are taken",
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
      .log("command not appended");
    return unavailable("The log does not take writes at the moment");
  }

  private Mono<Committed> told(CommandMeta command, Event event) {
    return switch (event) {
      case CommandRejected refused -> Mono.error(refusal(refused));
      case CommandRepeated repeated -> first(repeated.getMeta());
      default -> Mono.just(new Committed(command.getObjectId(), false));
    };
  }

  private Mono<Committed> first(EventMeta repeated) {
    String key = String.valueOf(repeated.getIdempotencyKey());
    return view
      .find(Idempotency.key(new TenantId(repeated.getTenantId()), key))
      .map(FirstOutcomes::replay)
      .orElseGet(() -> Mono.error(unavailable("The first outcome is not readable yet")));
  }

  private static ApiException refusal(CommandRejected refused) {
    return FirstOutcomes.refusal(
      new Rejection(ErrorCode.ofWire(refused.getCode()), refused.getMessage(), refused.getPath())
    );
  }

  private static ApiException unavailable(String why) {
    return ApiException.of(
      ErrorCode.UNAVAILABLE,
      why,
      "Repeat the request with the same Idempotency-Key: it has its effect once"
    );
  }
}
