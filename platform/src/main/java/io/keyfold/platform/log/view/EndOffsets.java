package io.keyfold.platform.log.view;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Asks the log for its current end, as a read_committed reader sees it. */
record EndOffsets(Admin admin, Scheduler scheduler) {
  /** {@return per partition the offset after the last committed record; moved off the admin client's thread} */
  Mono<Map<TopicPartition, Long>> of(Set<TopicPartition> partitions) {
    return Mono.fromFuture(() -> ask(partitions), true)
      .publishOn(scheduler)
      .map(ends ->
        ends
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()))
      );
  }

  private CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> ask(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = partitions
      .stream()
      .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return admin
      .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
      .all()
      .toCompletionStage()
      .toCompletableFuture();
  }
}
