package io.keyfold.platform.log.endoffset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Confirms end offsets that leaders report, by a quorum of replicas.
 *
 * <p>A broker that is partitioned from the cluster keeps answering for partitions that have another leader by now. But
 * each record acknowledged under the new leader is on {@code min.insync.replicas} replicas, and these learned of the
 * election before they accepted the record. An end offset is therefore confirmed once enough replicas know no later
 * epoch: so many that every set of {@code min.insync.replicas} replicas contains one of them. This is the argument of
 * read quorums (Gifford, Weighted Voting for Replicated Data, 1979). The leader is one of them; its response is fenced
 * by the epoch (KIP-320).
 *
 * <p>The argument does not hold across a reassignment to replicas none of which responds. Not thread-safe.
 */
final class LeaderQuorum {

  private final Set<TopicPartition> partitions;
  private final Map<TopicPartition, Leadership> assumed;
  private final int minInsync;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Set<Integer>> confirmedBy = new HashMap<>();
  private final Map<TopicPartition, Leadership> newer = new HashMap<>();
  private final Map<TopicPartition, Set<Integer>> replicas = new HashMap<>();
  private final Set<TopicPartition> refused = new HashSet<>();

  /**
   * Creates a quorum in which nothing is confirmed.
   *
   * @param partitions partitions whose end offset is requested
   * @param assumed the assumed leaders, where known
   * @param minInsync number of replicas that must have a record before it is acknowledged
   */
  LeaderQuorum(Set<TopicPartition> partitions, Map<TopicPartition, Leadership> assumed, int minInsync) {
    this.partitions = Set.copyOf(partitions);
    this.assumed = Map.copyOf(assumed);
    this.minInsync = minInsync;
  }

  /** {@return the requests: end offsets from the leaders and, concurrently, metadata from the other replicas} */
  Brokers.Round round(Set<Integer> allBrokers) {
    Map<Integer, Map<TopicPartition, Integer>> endsByLeader = new HashMap<>();
    Map<Integer, Set<String>> metadata = new HashMap<>();
    int confirmations = 0;
    for (TopicPartition partition : partitions) {
      Leadership leadership = assumed.get(partition);
      if (leadership == null || !leadership.hasLeader()) {
        allBrokers.forEach(broker -> addTopic(metadata, broker, partition));
        confirmations = Math.max(confirmations, allBrokers.size());
      } else {
        endsByLeader.computeIfAbsent(leadership.leader(), leader -> new HashMap<>()).put(partition, leadership.epoch());
        confirmations = Math.max(confirmations, quorumSize(partition, leadership) - 1);
        leadership
          .replicas()
          .stream()
          .filter(replica -> replica != leadership.leader())
          .forEach(replica -> addTopic(metadata, replica, partition));
      }
    }
    return new Brokers.Round(endsByLeader, metadata, confirmations);
  }

  private static void addTopic(Map<Integer, Set<String>> metadata, int broker, TopicPartition partition) {
    metadata.computeIfAbsent(broker, id -> new HashSet<>()).add(partition.topic());
  }

  /**
   * Adds a response. {@return whether no further response is needed: all end offsets are confirmed, or one cannot be}
   */
  boolean add(BrokerResponse brokerResponse) {
    switch (brokerResponse) {
      case BrokerResponse.Metadata response -> response
        .leaderships()
        .forEach((partition, observed) -> observe(response.broker(), partition, observed));
      case BrokerResponse.EndOffsets response -> {
        ends.putAll(response.offsets());
        response
          .offsets()
          .keySet()
          .forEach(partition -> confirm(response.broker(), partition));
        refused.addAll(response.refused());
      }
    }
    return isComplete() || isSuperseded() || !refused.isEmpty();
  }

  private void observe(int broker, TopicPartition partition, Leadership observed) {
    if (!partitions.contains(partition)) {
      return;
    }
    replicas.computeIfAbsent(partition, key -> new HashSet<>()).addAll(observed.replicas());
    if (!observed.isNewerThan(assumed.get(partition))) {
      confirm(broker, partition);
    } else if (observed.isNewerThan(newer.get(partition))) {
      newer.put(partition, observed);
    }
  }

  private void confirm(int broker, TopicPartition partition) {
    confirmedBy.computeIfAbsent(partition, key -> new HashSet<>()).add(broker);
  }

  /** {@return whether the end offsets of all partitions are confirmed} */
  boolean isComplete() {
    return partitions.stream().allMatch(this::isConfirmed);
  }

  /** {@return whether a replica knows a later leader than the assumed one} */
  boolean isSuperseded() {
    return !newer.isEmpty();
  }

  private boolean isConfirmed(TopicPartition partition) {
    Leadership leadership = assumed.get(partition);
    if (leadership == null || newer.containsKey(partition) || !ends.containsKey(partition)) {
      return false;
    }
    Set<Integer> all = replicas(partition, leadership);
    long votes = confirmedBy.getOrDefault(partition, Set.of()).stream().filter(all::contains).count();
    return votes >= quorumSize(partition, leadership);
  }

  private int quorumSize(TopicPartition partition, Leadership leadership) {
    return Math.max(1, replicas(partition, leadership).size() - minInsync + 1);
  }

  /** Replicas can be added without an election, so all replicas that any response names count. */
  private Set<Integer> replicas(TopicPartition partition, Leadership leadership) {
    Set<Integer> all = new HashSet<>(leadership.replicas());
    all.addAll(replicas.getOrDefault(partition, Set.of()));
    return all;
  }

  /** {@return the confirmed end offsets: per partition, the offset after the last committed record} */
  Map<TopicPartition, Long> confirmed() {
    return ends
      .entrySet()
      .stream()
      .filter(end -> isConfirmed(end.getKey()))
      .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * {@return the leaders to assume from now on: without brokers that deny leadership and without partitions that no
   * response confirmed} A leader that did not respond is kept: it may only be slow, and the other replicas report a
   * successor.
   */
  Map<TopicPartition, Leadership> updatedLeaders() {
    Map<TopicPartition, Leadership> updatedLeaders = new HashMap<>(assumed);
    updatedLeaders.keySet().retainAll(confirmedBy.keySet());
    updatedLeaders.keySet().removeAll(refused);
    updatedLeaders.putAll(newer);
    return updatedLeaders;
  }
}
