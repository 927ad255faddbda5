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
 * Asks leaders for the ends of their partitions, and other replicas whether they still lead ({@link LeaderQuorum}). One question
 * after the other, on a thread of its own. Kafka's Admin would believe one broker, and for ever (KAFKA-20628). Thread-safe.
 */
public final class QuorumEndOffsets implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QuorumEndOffsets.class);

  /** Before who leads is asked again, where an election is not through yet. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Then whoever asks with others hears what could be learnt, and asks again for the rest. */
  private static final Duration BOUND = Duration.ofSeconds(1);

  /** Where answers came late to the last question, the next one waits for so many times as long: for who leads, for the ends, and to spare. */
  private static final int ROUNDS = 3;

  /** At most so many times the bound, which has to be less than who waits for the log has. */
  private static final int LONGEST = 4;

  /**
   * A request is waited for by so many questions: an answer that comes late is of no use, but its connection is. Given up with the
   * question, each would have to be made anew, by a broker that is too busy already.
   */
  private static final int QUESTIONS_PER_REQUEST = 10;

  /** How long it is believed who leads, and who the replicas are: these may grow without anybody being asked. */
  private static final Duration LEARNT = Duration.ofMinutes(1);

  private final Brokers brokers;
  private final int minInsync;
  private final Duration bound;
  private final ExecutorService thread;
  private final Map<TopicPartition, Leadership> believed = new HashMap<>();
  private long learntSince = System.nanoTime();
  /** How long the slowest answer took that came while the last question was open. */
  private Duration slowest = Duration.ZERO;

  QuorumEndOffsets(Brokers brokers, int minInsync, Duration bound, ThreadSupervisor threads) {
    this.thread = threads.scheduled("keyfold-log-ends");
    this.brokers = brokers;
    this.minInsync = minInsync;
    this.bound = bound;
  }

  /**
   * {@return one that asks Kafka}
   *
   * @param kafka how to reach it: servers and security
   * @param minInsync how many replicas have a record before it is acknowledged
   */
  public static QuorumEndOffsets of(Map<String, Object> kafka, int minInsync, ThreadSupervisor threads) {
    return of(kafka, minInsync, BOUND, threads);
  }

  static QuorumEndOffsets of(Map<String, Object> kafka, int minInsync, Duration bound, ThreadSupervisor threads) {
    Brokers brokers = KafkaBrokers.of(kafka, bound.multipliedBy(QUESTIONS_PER_REQUEST));
    return new QuorumEndOffsets(brokers, minInsync, bound, threads);
  }

  /**
   * {@return per partition the offset after the last committed record} Whatever was acknowledged before this was called is below
   * it. A partition is missing where too few of its replicas answered within the bound: a second, and up to four where brokers answer
   * later than that. Else brokers that are that slow would be asked again and again, and never be heard.
   */
  public CompletableFuture<Map<TopicPartition, Long>> of(Set<TopicPartition> partitions) {
    return CompletableFuture.supplyAsync(() -> ask(partitions), thread);
  }

  private Map<TopicPartition, Long> ask(Set<TopicPartition> partitions) {
    long begun = System.nanoTime();
    forget(begun);
    Map<TopicPartition, Long> ends = new HashMap<>();
    Set<TopicPartition> open = new HashSet<>(partitions);
    long patience = patience().toNanos();
    slowest = Duration.ZERO;
    for (long left = patience; left > 0; left = begun + patience - System.nanoTime()) {
      LeaderQuorum quorum = new LeaderQuorum(open, believedOf(open), minInsync);
      Duration took = brokers.ask(quorum.round(brokers.ids()), quorum::take, Duration.ofNanos(left));
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      ends.putAll(quorum.confirmed());
      if (quorum.isDecided()) {
        return ends;
      }
      believed.keySet().removeAll(open);
      believed.putAll(quorum.learnt());
      open.removeAll(ends.keySet());
      if (!quorum.isRefuted()) {
        brokers.pause(PAUSE);
      }
    }
    LOG.atWarn().addKeyValue("partitions", open).log("too few replicas told in time where the log ends");
    return ends;
  }

  private Duration patience() {
    return Duration.ofNanos(Math.clamp(slowest.multipliedBy(ROUNDS).toNanos(), bound.toNanos(), longest().toNanos()));
  }

  private Duration longest() {
    return bound.multipliedBy(LONGEST);
  }

  private void forget(long now) {
    if (now - learntSince > LEARNT.toNanos()) {
      believed.clear();
      learntSince = now;
    }
  }

  private Map<TopicPartition, Leadership> believedOf(Set<TopicPartition> partitions) {
    return partitions
      .stream()
      .filter(believed::containsKey)
      .collect(Collectors.toMap(partition -> partition, believed::get));
  }

  /** Lets the question that is under way end, within its bound. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (thread.awaitTermination(longest().plus(PAUSE).toMillis(), TimeUnit.MILLISECONDS)) {
        brokers.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
