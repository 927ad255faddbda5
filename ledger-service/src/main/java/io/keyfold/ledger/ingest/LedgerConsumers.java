package io.keyfold.ledger.ingest;

import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.platform.log.append.LogProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates the consumers of the ledger. */
final class LedgerConsumers {

  /** Bytes that one fetch returns, and thus bounds of what is buffered; a rebuild is limited by the store, not by this. */
  private static final int FETCH_BYTES = 4 * 1024 * 1024;

  private static final int PARTITION_BYTES = 1024 * 1024;

  private LedgerConsumers() {}

  /** {@return a consumer without a group: the positions are in the store} */
  static Consumer<byte[], byte[]> create(Map<String, Object> kafka, LogProperties log, LedgerSettings settings) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "ledger-service-ingest");
    // Uncommitted records may be aborted.
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // The log keeps all records: other positions than the store's mean that it is another log.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, log.brokerTimeoutMs());
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
