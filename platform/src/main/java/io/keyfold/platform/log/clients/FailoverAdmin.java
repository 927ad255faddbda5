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
 * An admin that does not remember for long who led. Kafka's own one keeps that for ever, and where a leader is gone from the
 * cluster it asks for it in vain until its time-out, each time (KAFKA-20673, KAFKA-20628). Kafka Streams asks for the ends of
 * changelogs before it assigns tasks and before it restores them: the loss of one broker could hold all tasks up until that
 * broker was back.
 *
 * <p>One that answers quickly is asked again, since a new one has to connect first, at the moment when tasks move and wait.
 * Thread-safe; a question may hold its thread up for {@link #PATIENCE}, which is one of Kafka Streams' own.
 */
final class FailoverAdmin extends ForwardingAdmin {

  private static final Logger LOG = LoggerFactory.getLogger(FailoverAdmin.class);

  /** An admin that knows its way answers in milliseconds, in a process that has just begun within some hundred. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Map<String, Object> config;
  private final Function<Map<String, Object>, Admin> admins;
  /** Is asked for ends in place of this one, once this one has failed. */
  private @Nullable Admin instead;

  FailoverAdmin(Map<String, Object> config) {
    this(config, Admin::create);
  }

  /** For tests: with other admins to ask instead. */
  FailoverAdmin(Map<String, Object> config, Function<Map<String, Object>, Admin> admins) {
    super(config);
    this.config = Map.copyOf(config);
    this.admins = admins;
  }

  /** As Kafka's; asked again through a new admin if the one before did not know in time. */
  @Override
  public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> partitions, ListOffsetsOptions options) {
    Admin asked = instead();
    var quick = new ListOffsetsOptions(options.isolationLevel()).timeoutMs(Math.toIntExact(PATIENCE.toMillis()));
    ListOffsetsResult result =
      asked == null ? super.listOffsets(partitions, quick) : asked.listOffsets(partitions, quick);
    return answers(result) ? result : after(asked).listOffsets(partitions, options);
  }

  private static boolean answers(ListOffsetsResult result) {
    try {
      result.all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.atInfo().addKeyValue("error", e.toString()).log("ends of changelogs are asked for by a new admin");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private synchronized @Nullable Admin instead() {
    return instead;
  }

  /** {@return the one that is asked after this one failed, which another thread may have made already} */
  private synchronized Admin after(@Nullable Admin failed) {
    Admin asked = instead;
    if (asked == null || asked.equals(failed)) {
      if (asked != null) {
        asked.close(Duration.ZERO);
      }
      asked = admins.apply(config);
      instead = asked;
    }
    return asked;
  }

  @Override
  public void close(Duration timeout) {
    Admin asked = instead();
    if (asked != null) {
      asked.close(timeout);
    }
    super.close(timeout);
  }

  /** Streams' own metrics are read here, not by the brokers (KIP-1076); a forwarding admin throws, and each is an error in the logs. */
  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {}

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {}
}
