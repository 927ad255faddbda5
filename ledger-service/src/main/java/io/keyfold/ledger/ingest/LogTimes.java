package io.keyfold.ledger.ingest;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;

/** Finds positions on the log by time. */
@FunctionalInterface
public interface LogTimes {
  /**
   * {@return per partition of the ledger's topics, a position before which all records are older than the time} Errors
   * with {@code unavailable} if the log does not answer in time.
   */
  Mono<Map<TopicPartition, Long>> positions(Instant time);
}
