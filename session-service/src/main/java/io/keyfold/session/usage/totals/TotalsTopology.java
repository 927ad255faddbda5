package io.keyfold.session.usage.totals;

import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds the topology that aggregates usage records into totals. */
public final class TotalsTopology {

  static final String STORE = "usage-totals";

  private TotalsTopology() {}

  /** {@return the topology as a function from the stream of records to the stream of totals} */
  public static Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> function(
    AvroCodec codec,
    DeadLetters deadLetters,
    PollCommitCoordinator batches,
    MeterRegistry metrics
  ) {
    return records ->
      records.process(new TotalsProcessorSupplier(codec, deadLetters, batches, metrics), Named.as("usage-totals"));
  }

  /** Provides its own store: a store builder bean would be attached to every topology of the context. */
  private record TotalsProcessorSupplier(
    AvroCodec codec,
    DeadLetters deadLetters,
    PollCommitCoordinator batches,
    MeterRegistry metrics
  ) implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new TotalsProcessor(codec, deadLetters, batches, metrics);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingEnabled(Map.of())
          // Flushed at each commit instead of each record: there are no other readers.
          .withCachingEnabled()
      );
    }
  }
}
