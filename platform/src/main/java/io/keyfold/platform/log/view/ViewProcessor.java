package io.keyfold.platform.log.view;

import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.deadletter.RecordCoordinates;
import io.keyfold.platform.log.store.StoredState;
import io.keyfold.schemas.error.RegistryException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.Timer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.StreamsException;
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
  private final ViewFormatVersion origin;
  private final InstantSource clock;
  private final Timer age;
  private @Nullable ProcessorContext<Void, Void> context;
  private @Nullable KeyValueStore<Bytes, byte[]> store;

  ViewProcessor(ViewDefinition view, ViewStreams.Parts parts, FoldedListener listener, ViewFormatVersion origin) {
    this.view = view;
    this.codec = parts.codec();
    this.deadLetters = parts.deadLetters();
    this.listener = listener;
    this.origin = origin;
    this.clock = parts.clock();
    // How old a record is when the view folds it. While a view is rebuilt that is much.
    this.age = Timer.builder("keyfold.view.age")
      .tag("view", view.name())
      .publishPercentileHistogram()
      .register(parts.metrics());
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
      SpecificRecord value = record.value() == null ? null : read(record.value());
      StoredState.write(state, view.fold().apply(key, value, new StoredState(state)));
      listener.folded(key, value, record.headers());
    } catch (RegistryException | StreamsException | UncheckedIOException e) {
      // Nothing is wrong with the record, but with the registry, the store or the disk: the view stops here, visibly, rather
      // than to miss it, and begins again.
      throw e;
    } catch (RuntimeException e) {
      deadLetters.setAside(
        RecordCoordinates.of(Objects.requireNonNull(context)),
        record.value(),
        view.name() + "-view",
        e
      );
    }
    age.record(Duration.ofMillis(Math.max(0, clock.millis() - record.timestamp())));
  }

  private SpecificRecord read(byte[] bytes) {
    try {
      if (codec.isNewer(bytes)) {
        origin.partial();
      }
    } catch (UnknownSchemaIdException e) {
      // It is set aside; a later release, to which the registry tells the schema, will have to fold it.
      origin.partial();
      throw e;
    }
    return codec.decode(view.topic().name(), bytes);
  }
}
