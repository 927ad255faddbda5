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
import org.junit.jupiter.api.Test;

/** Promise 3: what was answered can be read, also while a broker that was cut off answers as if it still led. */
class QuorumEndOffsetsTest {

  private static final ThreadSupervisor THREADS = new ThreadSupervisor(new SimpleMeterRegistry());

  private static final TopicPartition PARTITION = new TopicPartition("a.events", 0);
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final Cluster cluster = new Cluster();
  private final QuorumEndOffsets ends = new QuorumEndOffsets(cluster, 2, BOUND, THREADS);

  private record Replica(Leadership idea, long end) {}

  /** Three replicas. Each has its own idea of who leads, and its own end. */
  private static final class Cluster implements Brokers {

    private final Map<Integer, Replica> replicas = new ConcurrentHashMap<>();
    private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
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
    public Duration ask(Round round, Predicate<BrokerResponse> enough, Duration bound) {
      if (latency.compareTo(bound) <= 0) {
        answer(round, enough);
      }
      return latency;
    }

    private void answer(Round round, Predicate<BrokerResponse> enough) {
      for (var asked : round.ends().entrySet()) {
        int broker = asked.getKey();
        if (!silent.contains(broker) && enough.test(end(broker, asked.getValue()))) {
          return;
        }
      }
      for (int broker : round.layouts().keySet()) {
        if (
          !silent.contains(broker) &&
          enough.test(new BrokerResponse.Layout(broker, Map.of(PARTITION, of(broker).idea())))
        ) {
          return;
        }
      }
    }

    private BrokerResponse end(int broker, Map<TopicPartition, Integer> epochs) {
      Replica replica = of(broker);
      boolean leads = replica.idea().leader() == broker && epochs.equals(Map.of(PARTITION, replica.idea().epoch()));
      return leads
        ? new BrokerResponse.Ends(broker, Map.of(PARTITION, replica.end()), Set.of())
        : new BrokerResponse.Ends(broker, Map.of(), Set.of(PARTITION));
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
    ends.close();
  }

  @Test
  void theEndIsWhereTheLeaderSays() {
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    assertThat(ends.of(Set.of(PARTITION)))
      .succeedsWithin(BOUND)
      .isEqualTo(Map.of(PARTITION, 10L));
  }

  @Test
  void aBrokerThatIsCutOffIsNotBelieved() {
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    assertThat(ends.of(Set.of(PARTITION))).succeedsWithin(BOUND);

    List.of(2, 3).forEach(broker -> cluster.set(broker, 2, 5, 25));
    assertThat(ends.of(Set.of(PARTITION)))
      .succeedsWithin(BOUND)
      .isEqualTo(Map.of(PARTITION, 25L));
  }

  @Test
  void aLeaderThatMovedIsFoundAgain() {
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    assertThat(ends.of(Set.of(PARTITION))).succeedsWithin(BOUND);

    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 3, 6, 30));
    assertThat(ends.of(Set.of(PARTITION)))
      .succeedsWithin(BOUND)
      .isEqualTo(Map.of(PARTITION, 30L));
  }

  @Test
  void whereTooFewReplicasAnswerNoEndIsTold() {
    QuorumEndOffsets hasty = new QuorumEndOffsets(cluster, 2, Duration.ofMillis(50), THREADS);
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    cluster.silent.addAll(List.of(2, 3));
    assertThat(hasty.of(Set.of(PARTITION)))
      .succeedsWithin(BOUND)
      .isEqualTo(Map.of());
    hasty.close();
  }

  /** Else overloaded brokers were asked again and again, and never heard (instances took themselves for cut off, for minutes). */
  @Test
  void whoAnswersLateIsWaitedForLongerTheNextTime() {
    QuorumEndOffsets hasty = new QuorumEndOffsets(cluster, 2, Duration.ofMillis(50), THREADS);
    List.of(1, 2, 3).forEach(broker -> cluster.set(broker, 1, 4, 10));
    cluster.latency = Duration.ofMillis(60);
    assertThat(hasty.of(Set.of(PARTITION)))
      .succeedsWithin(BOUND)
      .isEqualTo(Map.of());
    assertThat(hasty.of(Set.of(PARTITION)))
      .succeedsWithin(BOUND)
      .isEqualTo(Map.of(PARTITION, 10L));
    hasty.close();
  }
}
