package io.keyfold.platform.log.clients;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An admin client that recovers from stale leader information. Kafka's admin client caches leaders without expiry. If a
 * cached leader has left the cluster, each request fails with a timeout (KAFKA-20673, KAFKA-20628). Kafka Streams
 * requests the end offsets of changelogs before it assigns and restores tasks. Without failover, the loss of one broker
 * could stop all tasks until that broker returns.
 *
 * <p>A request is first sent with a short timeout, and through a new client if that fails. A client that answers
 * quickly is kept, since a new one must connect first. Thread-safe; a request may block one of Kafka Streams' threads
 * for {@link #TIMEOUT}.
 */
final class FailoverAdmin extends ForwardingAdmin {

  private static final Logger LOG = LoggerFactory.getLogger(FailoverAdmin.class);

  /** A connected client answers within milliseconds, in a starting process within some hundred. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final Map<String, Object> config;
  private final Function<Map<String, Object>, Admin> admins;
  /** Replaces the original client for end offsets after that has failed. */
  private @Nullable Admin replacement;

  FailoverAdmin(Map<String, Object> config) {
    this(config, Admin::create);
  }

  /** For tests: creates replacement clients with the given function. */
  FailoverAdmin(Map<String, Object> config, Function<Map<String, Object>, Admin> admins) {
    super(config);
    this.config = Map.copyOf(config);
    this.admins = admins;
  }

  /** Does the same as Kafka's, but retries through a new client if the current one fails or times out. */
  @Override
  public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> partitions, ListOffsetsOptions options) {
    Admin current = replacement();
    var shortTimeout = new ListOffsetsOptions(options.isolationLevel()).timeoutMs(Math.toIntExact(TIMEOUT.toMillis()));
    ListOffsetsResult result =
      current == null ? super.listOffsets(partitions, shortTimeout) : current.listOffsets(partitions, shortTimeout);
    return succeeds(result) ? result : replace(current).listOffsets(partitions, options);
  }

  private static boolean succeeds(ListOffsetsResult result) {
    try {
      result.all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.atInfo()
        .addKeyValue("error", e.toString())
        .log("requesting the changelogs' end offsets through a new admin client");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private synchronized @Nullable Admin replacement() {
    return replacement;
  }

  /** {@return the replacement of the failed client, which another thread may have created already} */
  private synchronized Admin replace(@Nullable Admin failed) {
    Admin current = replacement;
    if (current == null || current.equals(failed)) {
      if (current != null) {
        current.close(Duration.ZERO);
      }
      current = admins.apply(config);
      replacement = current;
    }
    return current;
  }

  @Override
  public void close(Duration timeout) {
    Admin current = replacement();
    if (current != null) {
      current.close(timeout);
    }
    super.close(timeout);
  }

  /**
   * Does nothing: Kafka Streams' metrics are read from this process, not by the brokers (KIP-1076). The superclass
   * throws, which would be logged as errors.
   */
  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {}

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {}
}
