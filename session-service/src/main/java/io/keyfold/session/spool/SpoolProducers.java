package io.keyfold.session.spool;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Creates the transactional producers of a spool. */
@FunctionalInterface
public interface SpoolProducers {
  /** {@return a producer with the id; it fences older producers with that id} */
  Producer<String, byte[]> create(String transactionalId);

  /**
   * {@return a factory of Kafka producers}
   *
   * @param common common client settings: servers, security
   */
  static SpoolProducers of(Map<String, ?> common, SpoolSettings settings) {
    int timeout = Math.toIntExact(settings.sendTimeout().toMillis());
    return transactionalId -> {
      Map<String, Object> config = new HashMap<>(common);
      config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
      config.put(ProducerConfig.ACKS_CONFIG, "all");
      config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
      config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
      // As for the deciding producers in keyfold-log.yml.
      config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
      config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
      config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
      config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
      config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
      config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
      return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    };
  }
}
