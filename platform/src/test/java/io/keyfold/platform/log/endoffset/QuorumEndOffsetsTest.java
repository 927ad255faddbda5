package io.keyfold.platform.log.endoffset;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 3: reads see acknowledged writes, even while an isolated broker still answers as a leader. */
class QuorumEndOffsetsTest {

  private static final ThreadSupervisor THREADS = new ThreadSupervisor(new SimpleMeterRegistry());

  private static final TopicPartition PARTITION = new TopicPartition("a.events", 0);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Cluster cluster = new Cluster();
  private final QuorumEndOffsets endOffsets = new QuorumEndOffsets(cluster, 2, TIMEOUT, THREADS);

  private record Replica(Leadership leadership, long end) {}

  /** Three replicas, each with its own view of the leader and its own end offset. */
  private static final class Cluster implements Brokers {

    private final Map<Integer, Replica> replicas = new ConcurrentHashMap<>();
    private final Set<Integer> unresponsive = ConcurrentHashMap.newKeySet();
    private volatile Duration latency = Duration.ZERO;

    void set(int broker, int leader, int epoch, long end) {
      replicas.put(broker, new Replica(new Leadership(leader, epoch, List.of(1, 2, 3)), end));
    }

    private Replica of(int broker) {
      return Objects.requireNonNull(replicas.get(broker));
    }

    @Override
    public Set<Integer> ids() {
      return Set.of(1, 2, 3);
    }

    @Override
    public Duration ask(Round round, Predicate<BrokerResponse> enough, Duration timeout) {
      if (latency.compareTo(timeout) <= 0) {
        respond(round, enough);
      }
      return latency;
    }

    private void respond(Round round, Predicate<BrokerResponse> enough) {
      for (var request : round.endOffsets().entrySet()) {
        int broker = request.getKey();
        if (!unresponsive.contains(broker) && enough.test(end(broker, request.getValue()))) {
          return;
        }
      }
      for (int broker : round.metadata().keySet()) {
        if (
          !unresponsive.contains(broker) &&
          enough.test(new BrokerResponse.Metadata(broker, Map.of(PARTITION, of(broker).leadership())))
        ) {
          return;
        }
      }
    }

    private BrokerResponse end(int broker, Map<TopicPartition, Integer> epochs) {
      Replica replica = of(broker);
      boolean leads =
        replica.leadership().leader() == broker && epochs.equals(Map.of(PARTITION, replica.leadership().epoch()));
      return leads
        ? new BrokerResponse.EndOffsets(broker, Map.of(PARTITION, replica.end()), Set.of())
        : new BrokerResponse.EndOffsets(broker, Map.of(), Set.of(PARTITION));
    }

    @Override
    public void pause(Duration pause) {
      Thread.onSpinWait();
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    endOffsets.close();
  }

  @Test
  void returnsTheLeadersEndOffset() {
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    assertThat(endOffsets.of(Set.of(PARTITION)))
      .succeedsWithin(TIMEOUT)
      .isEqualTo(Map.of(PARTITION, 10L));
  }

  @Test
  @Tag("promise-3")
  void anIsolatedFormerLeaderIsIgnored() {
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    assertThat(endOffsets.of(Set.of(PARTITION))).succeedsWithin(TIMEOUT);

    List.of(2, 3).forEach(broker -> cluster.set(broker, 2, 5, 25));
    assertThat(endOffsets.of(Set.of(PARTITION)))
      .succeedsWithin(TIMEOUT)
      .isEqualTo(Map.of(PARTITION, 25L));
  }

  @Test
  void aNewLeaderIsFound() {
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    assertThat(endOffsets.of(Set.of(PARTITION))).succeedsWithin(TIMEOUT);

    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 3, 6, 30));
    assertThat(endOffsets.of(Set.of(PARTITION)))
      .succeedsWithin(TIMEOUT)
      .isEqualTo(Map.of(PARTITION, 30L));
  }

  @Test
  @Tag("promise-3")
  void withoutAQuorumNoEndOffsetIsReturned() {
    QuorumEndOffsets shortTimeout = new QuorumEndOffsets(cluster, 2, Duration.ofMillis(50), THREADS);
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    cluster.unresponsive.addAll(List.of(2, 3));
    assertThat(shortTimeout.of(Set.of(PARTITION)))
      .succeedsWithin(TIMEOUT)
      .isEqualTo(Map.of());
    shortTimeout.close();
  }

  /**
   * Otherwise requests to overloaded brokers would always time out, and instances would report that they are cut off.
   */
  @Test
  void slowResponsesIncreaseTheNextTimeout() {
    QuorumEndOffsets shortTimeout = new QuorumEndOffsets(cluster, 2, Duration.ofMillis(50), THREADS);
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    cluster.latency = Duration.ofMillis(60);
    assertThat(shortTimeout.of(Set.of(PARTITION)))
      .succeedsWithin(TIMEOUT)
      .isEqualTo(Map.of());
    assertThat(shortTimeout.of(Set.of(PARTITION)))
      .succeedsWithin(TIMEOUT)
      .isEqualTo(Map.of(PARTITION, 10L));
    shortTimeout.close();
  }
}
