package io.keyfold.platform.log.view;

import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.deadletter.Position;
import io.keyfold.platform.log.store.StoredState;
import io.keyfold.schemas.error.RegistryException;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Folds one topic into its global store. Kafka Streams runs restored records through it too (KAFKA-8037), and after a crash
 * those since the last checkpoint again, which is why folds are safe to repeat.
 */
final class ViewProcessor implements Processor<byte[], byte[], Void, Void> {

  private final ViewDefinition view;
  private final AvroCodec codec;
  private final DeadLetters deadLetters;
  private final FoldedListener listener;
  private final InstantSource clock;
  private final Timer age;
  private @Nullable ProcessorContext<Void, Void> context;
  private @Nullable KeyValueStore<Bytes, byte[]> store;

  ViewProcessor(
    ViewDefinition view,
    AvroCodec codec,
    DeadLetters deadLetters,
    FoldedListener listener,
    InstantSource clock,
    MeterRegistry metrics
  ) {
    this.view = view;
    this.codec = codec;
    this.deadLetters = deadLetters;
    this.listener = listener;
    this.clock = clock;
    // How old a record is when the view folds it. While a view is rebuilt that is much.
    this.age = Timer.builder("keyfold.view.age")
      .tag("view", view.name())
      .publishPercentileHistogram()
      .register(metrics);
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.store = context.getStateStore(view.store());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    KeyValueStore<Bytes, byte[]> state = Objects.requireNonNull(store);
    try {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      SpecificRecord value = record.value() == null ? null : codec.decode(view.topic().name(), record.value());
      StoredState.write(state, view.fold().apply(key, value, new StoredState(state)));
      listener.folded(key, value, record.headers());
    } catch (RegistryException e) {
      // Nothing is wrong with the record: the view stops here, visibly, rather than to miss it.
      throw e;
    } catch (RuntimeException e) {
      deadLetters.setAside(position(), record.value(), view.name() + "-view", e);
    }
    age.record(Duration.ofMillis(Math.max(0, clock.millis() - record.timestamp())));
  }

  private Position position() {
    return Objects.requireNonNull(context)
      .recordMetadata()
      .map(data -> new Position(data.topic(), data.partition(), data.offset()))
      .orElseThrow();
  }
}
