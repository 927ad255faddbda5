package io.keyfold.platform.vault.kafka;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.log.View;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.DataKeys;
import io.keyfold.schemas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** Stores data keys on the log and reads them from the instance's view. */
public final class KafkaDataKeys implements DataKeys {

  private static final String TOPIC = Topics.AUTHCONFIG_KEYS.name();

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec codec;
  private final View view;
  private final Scheduler scheduler;
  private final String service;
  private final Sinks.Many<String> erasures = Sinks.many().multicast().directBestEffort();

  /**
   * Creates a store on the log.
   *
   * @param producer configured with acks=all and idempotence
   * @param view folds {@code authconfig.keys} with {@link DataKeyFold}
   * @param scheduler for sends, which may block while Kafka's metadata is fetched
   * @param service name of the service, for the CloudEvents source
   */
  public KafkaDataKeys(
    Producer<byte[], byte[]> producer,
    AvroCodec codec,
    View view,
    Scheduler scheduler,
    String service
  ) {
    this.producer = producer;
    this.codec = codec;
    this.view = view;
    this.scheduler = scheduler;
    this.service = service;
    view.listen((key, value, headers) -> {
      if (value == null) {
        // The result is ignored: without subscribers nothing needs to be emitted, and subscribers request an unbounded
        // number.
        erasures.tryEmitNext(key);
      }
    });
  }

  @Override
  public Mono<Void> publish(WrappedDataKey key) {
    return send(() ->
      new ProducerRecord<>(
        TOPIC,
        null,
        bytes(key.getKeyId()),
        codec.encode(TOPIC, key),
        RecordHeaders.cloudEvent(key, key.getKeyId(), key.getObjectId(), key.getCreatedAt(), service)
      )
    );
  }

  @Override
  public Mono<WrappedDataKey> find(String keyId) {
    return view.await(keyId, state -> state.find(DataKeyFold.key(keyId))).map(stored -> stored.toAvro(keyId));
  }

  /** Also waits until this instance no longer finds the key. */
  @Override
  public Mono<Void> erase(String keyId) {
    return send(() -> new ProducerRecord<byte[], byte[]>(TOPIC, bytes(keyId), null)).then(
      Mono.defer(() -> view.caughtUp(keyId))
    );
  }

  @Override
  public Flux<String> erasures() {
    return erasures.asFlux();
  }

  private Mono<Void> send(Supplier<ProducerRecord<byte[], byte[]>> record) {
    return Mono.<Void>create(sink -> {
      Future<?> _ = producer.send(record.get(), (metadata, error) -> {
        if (error == null) {
          sink.success();
        } else {
          sink.error(error);
        }
      });
    }).subscribeOn(scheduler);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
