package io.keyfold.platform.log.view;

import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.deadletter.RecordCoordinates;
import io.keyfold.platform.log.store.StoredState;
import io.keyfold.schemas.error.RegistryException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.serde.AvroCodec;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
 * Folds one topic into its global store. Kafka Streams also passes restored records through it (KAFKA-8037), and after
 * a crash the records since the last checkpoint again. Folds must therefore be idempotent.
 */
final class ViewProcessor implements Processor<byte[], byte[], Void, Void> {

  private final ViewDefinition view;
  private final AvroCodec codec;
  private final DeadLetters deadLetters;
  private final FoldedListener listener;
  private final FoldedTopic topic;
  private final ViewFormatVersion formatVersion;
  private @Nullable ProcessorContext<Void, Void> context;
  private @Nullable KeyValueStore<Bytes, byte[]> store;

  ViewProcessor(
    ViewDefinition view,
    ViewStreams.Parts parts,
    FoldedListener listener,
    FoldedTopic topic,
    ViewFormatVersion formatVersion
  ) {
    this.view = view;
    this.codec = parts.codec();
    this.deadLetters = parts.deadLetters();
    this.listener = listener;
    this.topic = topic;
    this.formatVersion = formatVersion;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.store = context.getStateStore(view.store());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    KeyValueStore<Bytes, byte[]> activeStore = Objects.requireNonNull(store);
    try {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      SpecificRecord value = record.value() == null ? null : read(record.value());
      int partition = at().partition();
      StoredState.write(activeStore, view.fold().apply(partition, key, value, new StoredState(activeStore)));
      listener.folded(key, value, record.headers());
    } catch (RegistryException | StreamsException | UncheckedIOException e) {
      // The record is valid; the registry, the store or the disk failed. Stop the view instead of skipping the record;
      // the runner restarts it.
      throw e;
    } catch (RuntimeException e) {
      deadLetters.publish(at(), record.value(), view.name() + "-view", e);
    }
    topic.folded(record.timestamp());
  }

  private RecordCoordinates at() {
    return RecordCoordinates.of(Objects.requireNonNull(context));
  }

  private SpecificRecord read(byte[] bytes) {
    try {
      if (codec.isNewer(bytes)) {
        formatVersion.markIncomplete();
      }
    } catch (UnknownSchemaIdException e) {
      // The record becomes a dead letter; a later release must fold it once the registry knows the schema.
      formatVersion.markIncomplete();
      throw e;
    }
    return codec.decode(view.topic().name(), bytes);
  }
}
