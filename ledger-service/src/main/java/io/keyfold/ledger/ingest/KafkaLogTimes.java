package io.keyfold.ledger.ingest;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Finds positions with the time index of the brokers.
 *
 * @param admin requests offsets
 * @param topics the topics
 * @param timeout how long to wait for the brokers
 */
public record KafkaLogTimes(Admin admin, LedgerTopics topics, Duration timeout) implements LogTimes {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLogTimes.class);

  @Override
  public Mono<Map<TopicPartition, Long>> positions(Instant time) {
    return Mono.fromCompletionStage(() -> admin.listOffsets(requests(time)).all().toCompletionStage())
      .timeout(timeout)
      .map(KafkaLogTimes::positions)
      .onErrorMap(error -> {
        LOG.atWarn().addKeyValue("error", error.toString()).log("the log did not say which records are of a time");
        return ApiException.of(ErrorCode.UNAVAILABLE, "The log does not answer; retry later");
      });
  }

  private Map<TopicPartition, OffsetSpec> requests(Instant time) {
    OffsetSpec at = OffsetSpec.forTimestamp(Math.max(0, time.toEpochMilli()));
    Map<TopicPartition, OffsetSpec> requests = new HashMap<>();
    topics.all().forEach(topic ->
      topic
        .positionsByPartition()
        .keySet()
        .forEach(partition -> requests.put(new TopicPartition(topic.topic().name(), partition), at))
    );
    return requests;
  }

  private static Map<TopicPartition, Long> positions(Map<TopicPartition, ListOffsetsResultInfo> found) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    found.forEach((partition, info) -> {
      // Negative if all records are older.
      positions.put(partition, info.offset() < 0 ? Long.MAX_VALUE : info.offset());
    });
    return positions;
  }
}
