package io.keyfold.platform.log.endoffset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the ends that leaders tell can be believed.
 *
 * <p>A broker that is cut off from the others goes on answering for partitions that meanwhile have another leader. But whatever
 * was acknowledged under that one is on {@code min.insync.replicas} replicas, and these knew of the election before they took
 * the record. So an end is believed once so many replicas know of no later epoch that, of any {@code min.insync.replicas} of
 * them, one is among those: the argument of read quorums (Gifford, Weighted Voting for Replicated Data, 1979). The leader,
 * whose answer is bound to the epoch (KIP-320), is one of them.
 *
 * <p>It does not hold across a reassignment to replicas none of which is among those that answer. Not thread-safe.
 */
final class LeaderQuorum {

  private final Set<TopicPartition> partitions;
  private final Map<TopicPartition, Leadership> believed;
  private final int minInsync;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Set<Integer>> agreed = new HashMap<>();
  private final Map<TopicPartition, Leadership> newer = new HashMap<>();
  private final Map<TopicPartition, Set<Integer>> replicas = new HashMap<>();
  private final Set<TopicPartition> refused = new HashSet<>();

  /**
   * Begins with nothing confirmed.
   *
   * @param partitions whose end is asked for
   * @param believed who is taken for their leaders, where somebody is
   * @param minInsync how many replicas have a record before it is acknowledged
   */
  LeaderQuorum(Set<TopicPartition> partitions, Map<TopicPartition, Leadership> believed, int minInsync) {
    this.partitions = Set.copyOf(partitions);
    this.believed = Map.copyOf(believed);
    this.minInsync = minInsync;
  }

  /** {@return what to ask of whom: ends of the leaders, and of the other replicas who leads, at once} */
  Brokers.Round round(Set<Integer> everybody) {
    Map<Integer, Map<TopicPartition, Integer>> endsByLeader = new HashMap<>();
    Map<Integer, Set<String>> layouts = new HashMap<>();
    int confirmations = 0;
    for (TopicPartition partition : partitions) {
      Leadership leadership = believed.get(partition);
      if (leadership == null || !leadership.isLed()) {
        everybody.forEach(broker -> ask(layouts, broker, partition));
        confirmations = Math.max(confirmations, everybody.size());
      } else {
        endsByLeader.computeIfAbsent(leadership.leader(), leader -> new HashMap<>()).put(partition, leadership.epoch());
        confirmations = Math.max(confirmations, needed(partition, leadership) - 1);
        leadership
          .replicas()
          .stream()
          .filter(replica -> replica != leadership.leader())
          .forEach(replica -> ask(layouts, replica, partition));
      }
    }
    return new Brokers.Round(endsByLeader, layouts, confirmations);
  }

  private static void ask(Map<Integer, Set<String>> layouts, int broker, TopicPartition partition) {
    layouts.computeIfAbsent(broker, id -> new HashSet<>()).add(partition.topic());
  }

  /** Takes an answer. {@return whether no further one is needed: all ends are believed, or one is known to be missing} */
  boolean take(BrokerResponse answer) {
    switch (answer) {
      case BrokerResponse.Layout layout -> layout
        .leaderships()
        .forEach((partition, heard) -> hear(layout.broker(), partition, heard));
      case BrokerResponse.Ends told -> {
        ends.putAll(told.offsets());
        told
          .offsets()
          .keySet()
          .forEach(partition -> agree(told.broker(), partition));
        refused.addAll(told.refused());
      }
    }
    return isDecided() || isRefuted() || !refused.isEmpty();
  }

  private void hear(int broker, TopicPartition partition, Leadership heard) {
    if (!partitions.contains(partition)) {
      return;
    }
    replicas.computeIfAbsent(partition, key -> new HashSet<>()).addAll(heard.replicas());
    if (!heard.isNewerThan(believed.get(partition))) {
      agree(broker, partition);
    } else if (heard.isNewerThan(newer.get(partition))) {
      newer.put(partition, heard);
    }
  }

  private void agree(int broker, TopicPartition partition) {
    agreed.computeIfAbsent(partition, key -> new HashSet<>()).add(broker);
  }

  /** {@return whether every end is told by its leader, and confirmed} */
  boolean isDecided() {
    return partitions.stream().allMatch(this::isConfirmed);
  }

  /** {@return whether somebody knew of a later leader than the one that is believed} */
  boolean isRefuted() {
    return !newer.isEmpty();
  }

  private boolean isConfirmed(TopicPartition partition) {
    Leadership leadership = believed.get(partition);
    if (leadership == null || newer.containsKey(partition) || !ends.containsKey(partition)) {
      return false;
    }
    Set<Integer> all = replicas(partition, leadership);
    long voters = agreed.getOrDefault(partition, Set.of()).stream().filter(all::contains).count();
    return voters >= needed(partition, leadership);
  }

  private int needed(TopicPartition partition, Leadership leadership) {
    return Math.max(1, replicas(partition, leadership).size() - minInsync + 1);
  }

  /** Replicas may be added without an election: all that anybody knows of count. */
  private Set<Integer> replicas(TopicPartition partition, Leadership leadership) {
    Set<Integer> all = new HashSet<>(leadership.replicas());
    all.addAll(replicas.getOrDefault(partition, Set.of()));
    return all;
  }

  /** {@return of the partitions whose end is believed, the offset after the last committed record} */
  Map<TopicPartition, Long> confirmed() {
    return ends
      .entrySet()
      .stream()
      .filter(end -> isConfirmed(end.getKey()))
      .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * {@return who is to be believed from now on: without those that say that they do not lead, and those of whom nobody said anything} One that
   * says nothing itself may only be slow: forgotten, it would have to be found before it is asked again. Of its successor the others tell.
   */
  Map<TopicPartition, Leadership> learnt() {
    Map<TopicPartition, Leadership> learnt = new HashMap<>(believed);
    learnt.keySet().retainAll(agreed.keySet());
    learnt.keySet().removeAll(refused);
    learnt.putAll(newer);
    return learnt;
  }
}
