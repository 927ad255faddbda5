package io.keyfold.platform.log.endoffset;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** The brokers of a cluster, each asked by its id: none is taken for another. Confined to one thread. */
interface Brokers extends AutoCloseable {
  /** {@return every broker that was heard of, and the addresses that the configuration names, as negative ids} */
  Set<Integer> ids();

  /**
   * Asks several at once, and those that could not be reached again.
   *
   * @param round what to ask of whom
   * @param enough takes each answer on the thread that called, and says whether the others are still needed
   * @param bound when to give up; returns sooner where all have answered
   * @return how long the slowest answer took that came meanwhile, also to what was asked before and given up; zero if none came
   */
  Duration ask(Round round, Predicate<BrokerResponse> enough, Duration bound);

  /** Waits, and lets connections do what they must. */
  void pause(Duration pause);

  @Override
  void close();

  /**
   * What is asked at once.
   *
   * @param ends per leader the partitions whose end it is asked for, each with the epoch in which it is taken for the leader
   * @param layouts per broker the topics of which it is asked who leads their partitions
   * @param confirmations how many of these will do if all goes well: those that are known to be away need not be asked then,
   *     and none where the leader alone will do
   */
  record Round(Map<Integer, Map<TopicPartition, Integer>> ends, Map<Integer, Set<String>> layouts, int confirmations) {}
}
