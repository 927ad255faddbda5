package io.keyfold.platform.log.clients;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * An admin that does not remember who leads. Kafka's own one keeps that for ever, and where a leader is gone from the cluster it
 * asks for it in vain until its time-out, each time (KAFKA-20673, KAFKA-20628). Kafka Streams asks for the ends of changelogs
 * before it assigns tasks and before it restores them: the loss of one broker could hold all tasks up until that broker was back.
 */
final class ForgetfulAdmin extends ForwardingAdmin {

  private final Map<String, Object> config;

  ForgetfulAdmin(Map<String, Object> config) {
    super(config);
    this.config = Map.copyOf(config);
  }

  /** Asks through an admin of its own, that is closed once all is answered. */
  @Override
  public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> partitions, ListOffsetsOptions options) {
    Admin fresh = Admin.create(config);
    ListOffsetsResult result = fresh.listOffsets(partitions, options);
    var _ = result.all().whenComplete((ends, error) -> fresh.close(Duration.ZERO));
    return result;
  }

  /** Streams' own metrics are read here, not by the brokers (KIP-1076); a forwarding admin throws, and each is an error in the logs. */
  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {}

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {}
}
