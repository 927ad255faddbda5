package io.keyfold.platform.log.endoffset;

import io.keyfold.platform.thread.ThreadSupervisor;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches end offsets from leaders and confirms them with a quorum of replicas ({@link LeaderQuorum}). Requests run one
 * at a time on a dedicated thread. Kafka's admin client trusts a single broker and caches it without expiry
 * (KAFKA-20628). Thread-safe.
 */
public final class QuorumEndOffsets implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QuorumEndOffsets.class);

  /** Pause between rounds while an election is in progress. */
  private static final Duration RETRY_PAUSE = Duration.ofMillis(20);

  /** Default request timeout. Callers that share a request then receive what is known and request the rest again. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

  /**
   * The next timeout is this multiple of the slowest response time: one for the leaders, one for the end offsets and
   * one spare.
   */
  private static final int LATENCY_FACTOR = 3;

  /** Maximum timeout as a multiple of the default; must stay below the timeouts of those who wait for the log. */
  private static final int MAX_TIMEOUT_FACTOR = 4;

  /**
   * Network timeout as a multiple of the request timeout. A late response is useless, but its connection is not:
   * closing it would force a busy broker to accept a new one per request.
   */
  private static final int NETWORK_TIMEOUT_FACTOR = 10;

  /** Expiry of cached leaders and replicas: a reassignment can add replicas that no response would name. */
  private static final Duration CACHE_EXPIRY = Duration.ofMinutes(1);

  private final Brokers brokers;
  private final int minInsync;
  private final Duration timeout;
  private final ExecutorService thread;
  private final Map<TopicPartition, Leadership> leaders = new HashMap<>();
  private long cachedSince = System.nanoTime();
  /** The slowest response during the last request. */
  private Duration slowest = Duration.ZERO;

  QuorumEndOffsets(Brokers brokers, int minInsync, Duration timeout, ThreadSupervisor threads) {
    this.thread = threads.scheduled("keyfold-end-offsets");
    this.brokers = brokers;
    this.minInsync = minInsync;
    this.timeout = timeout;
  }

  /**
   * {@return a client of a Kafka cluster}
   *
   * @param kafka client configuration: servers and security
   * @param minInsync number of replicas that must have a record before it is acknowledged
   */
  public static QuorumEndOffsets of(Map<String, Object> kafka, int minInsync, ThreadSupervisor threads) {
    return of(kafka, minInsync, DEFAULT_TIMEOUT, threads);
  }

  static QuorumEndOffsets of(Map<String, Object> kafka, int minInsync, Duration timeout, ThreadSupervisor threads) {
    Brokers brokers = KafkaBrokers.of(kafka, timeout.multipliedBy(NETWORK_TIMEOUT_FACTOR));
    return new QuorumEndOffsets(brokers, minInsync, timeout, threads);
  }

  /**
   * {@return per partition the offset after the last committed record} All records that were acknowledged before this
   * call are below it. A partition is missing if too few of its replicas responded within the timeout. The timeout is 1
   * s, and up to 4 s if brokers respond slowly; otherwise slow brokers would be asked repeatedly without a result.
   */
  public CompletableFuture<Map<TopicPartition, Long>> of(Set<TopicPartition> partitions) {
    return CompletableFuture.supplyAsync(() -> fetch(partitions), thread);
  }

  private Map<TopicPartition, Long> fetch(Set<TopicPartition> partitions) {
    long started = System.nanoTime();
    expireLeaders(started);
    Map<TopicPartition, Long> ends = new HashMap<>();
    Set<TopicPartition> open = new HashSet<>(partitions);
    long budget = nextTimeout().toNanos();
    slowest = Duration.ZERO;
    for (long left = budget; left > 0; left = started + budget - System.nanoTime()) {
      LeaderQuorum quorum = new LeaderQuorum(open, cachedLeaders(open), minInsync);
      Duration took = brokers.ask(quorum.round(brokers.ids()), quorum::add, Duration.ofNanos(left));
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      ends.putAll(quorum.confirmed());
      if (quorum.isComplete()) {
        return ends;
      }
      leaders.keySet().removeAll(open);
      leaders.putAll(quorum.updatedLeaders());
      open.removeAll(ends.keySet());
      if (!quorum.isSuperseded()) {
        brokers.pause(RETRY_PAUSE);
      }
    }
    LOG.atWarn().addKeyValue("partitions", open).log("too few replicas confirmed the end offsets in time");
    return ends;
  }

  private Duration nextTimeout() {
    return Duration.ofNanos(
      Math.clamp(slowest.multipliedBy(LATENCY_FACTOR).toNanos(), timeout.toNanos(), maxTimeout().toNanos())
    );
  }

  private Duration maxTimeout() {
    return timeout.multipliedBy(MAX_TIMEOUT_FACTOR);
  }

  private void expireLeaders(long now) {
    if (now - cachedSince > CACHE_EXPIRY.toNanos()) {
      leaders.clear();
      cachedSince = now;
    }
  }

  private Map<TopicPartition, Leadership> cachedLeaders(Set<TopicPartition> partitions) {
    return partitions
      .stream()
      .filter(leaders::containsKey)
      .collect(Collectors.toMap(partition -> partition, leaders::get));
  }

  /** Waits for the current request to end, within its timeout. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (thread.awaitTermination(maxTimeout().plus(RETRY_PAUSE).toMillis(), TimeUnit.MILLISECONDS)) {
        brokers.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
