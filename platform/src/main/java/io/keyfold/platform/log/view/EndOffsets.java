package io.keyfold.platform.log.view;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
  /** {@return the offset after the last committed record; moved off the admin client's thread} */
  Mono<Long> of(TopicPartition partition) {
    return Mono.fromFuture(() -> ask(partition), true)
      .publishOn(scheduler)
      .map(ListOffsetsResultInfo::offset);
  }

  private CompletableFuture<ListOffsetsResultInfo> ask(TopicPartition partition) {
    return admin
      .listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
      .partitionResult(partition)
      .toCompletionStage()
      .toCompletableFuture();
  }
}
