package io.keyfold.session.usage.totals;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageTotal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moves a partition to another instance in the middle of a poll. */
@Tag("promise-6")
class TotalsHandoverTest {

  private static final byte[] KEY = "pdp_1".getBytes(StandardCharsets.UTF_8);

  private final AvroCodec codec = AvroCodec.of(Map.of("schema.registry.url", "mock://totals-handover"), false);
  private final PollCommitCoordinator batches = new PollCommitCoordinator(Duration.ZERO);
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

  @BeforeEach
  void store() {
    KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
      Stores.inMemoryKeyValueStore(TotalsTopology.STORE),
      Serdes.Bytes(),
      Serdes.ByteArray()
    )
      .withLoggingDisabled()
      .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  @Test
  void theNextOwnerOfThePartitionSendsThePendingTotal() {
    batches.polled(context.applicationId(), Polls.of(Topics.USAGE_RECORDS.name(), 2));
    process(processor(), 0, "send");
    assertThat(context.forwarded()).isEmpty();

    process(processor(), 1, "read");

    assertThat(context.forwarded())
      .extracting(sent -> ((UsageTotal) codec.decode("usage.totals", sent.record().value())).getTool())
      .containsExactly("send", "read");
    assertThat(context.committed()).isTrue();
  }

  private void process(TotalsProcessor processor, int offset, String tool) {
    context.setRecordMetadata(Topics.USAGE_RECORDS.name(), 0, offset);
    UsageEvent operation = MeteredOperations.start(
      MeteredOperations.call("tcl_" + offset, "pdp_1", 0, tool, MeteredOperations.AT),
      "usp_1",
      offset + 1
    );
    processor.process(
      new Record<>(KEY, codec.encode(Topics.USAGE_RECORDS.name(), operation), MeteredOperations.AT.toEpochMilli())
    );
  }

  private TotalsProcessor processor() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    MockProducer<byte[], byte[]> producer = new MockProducer<>(
      true,
      null,
      new ByteArraySerializer(),
      new ByteArraySerializer()
    );
    DeadLetters deadLetters = new DeadLetters(producer, codec, metrics, Clock.systemUTC());
    TotalsProcessor processor = new TotalsProcessor(codec, deadLetters, batches, metrics);
    processor.init(context);
    return processor;
  }
}
