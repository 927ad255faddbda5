package io.keyfold.platform.log.endoffset;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** Sends requests to the brokers of a cluster, each addressed by its id. Not thread-safe. */
interface Brokers extends AutoCloseable {
  /** {@return the ids of all known brokers, and negative ids for the configured bootstrap addresses} */
  Set<Integer> ids();

  /**
   * Sends the requests of a round concurrently, and resends those whose connection failed.
   *
   * @param round the requests
   * @param enough receives each response on the calling thread; returns true if the remaining ones are not needed
   * @param timeout returns after this time at the latest, or as soon as all have responded
   * @return the longest latency of the responses received during the call, including late responses to earlier rounds;
   *     zero if there were none
   */
  Duration ask(Round round, Predicate<BrokerResponse> enough, Duration timeout);

  /** Waits while the connections continue to be serviced. */
  void pause(Duration pause);

  @Override
  void close();

  /**
   * The requests that are sent concurrently.
   *
   * @param endOffsets per leader, the partitions whose end offset is requested, with the assumed leader epoch
   * @param metadata per broker, the topics whose leaders are requested
   * @param confirmations how many metadata responses suffice normally. Brokers that are known to be unreachable need no
   *     request then, and none is needed if the leader alone suffices
   */
  record Round(
    Map<Integer, Map<TopicPartition, Integer>> endOffsets,
    Map<Integer, Set<String>> metadata,
    int confirmations
  ) {}
}
