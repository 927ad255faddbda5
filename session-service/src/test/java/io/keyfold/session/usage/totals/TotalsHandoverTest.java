package io.keyfold.session.usage.totals;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.session.usage.Acts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A partition that moves to another instance between a change of a total and its sending. */
class TotalsHandoverTest {

  private static final byte[] KEY = "pdp_1".getBytes(StandardCharsets.UTF_8);

  private final AvroCodec codec = AvroCodec.of(Map.of("schema.registry.url", "mock://totals-handover"), false);
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

  @Test
  void whatWasNotSentYetIsSentByTheNextOwnerOfThePartition() {
    KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
      Stores.inMemoryKeyValueStore(TotalsTopology.STORE),
      Serdes.Bytes(),
      Serdes.ByteArray()
    )
      .withLoggingDisabled()
      .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    context.setRecordMetadata(Topics.USAGE_RECORDS.name(), 0, 0);
    byte[] value = codec.encode(Topics.USAGE_RECORDS.name(), Acts.begin(Acts.call("tcl_1"), "usp_1", 1));
    processor().process(new Record<>(KEY, value, Acts.AT.toEpochMilli()));
    assertThat(context.forwarded()).isEmpty();

    processor();
    var next = context.scheduledPunctuators().getLast();
    next.getPunctuator().punctuate(0);

    assertThat(context.forwarded()).hasSize(1);
    assertThat(next.cancelled()).isTrue();
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
    TotalsProcessor processor = new TotalsProcessor(codec, deadLetters, metrics);
    processor.init(context);
    return processor;
  }
}
