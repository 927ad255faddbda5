package io.keyfold.platform.log.assign;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;

/**
 * An instance of the application as a member of the consumer group.
 *
 * @param id its process id
 * @param threads number of its stream threads
 * @param warmAt when its warm-up ends; empty if it is warm
 * @param owned its active tasks
 * @param standby its standby tasks
 * @param lags lag of its stores in records, by stateful task; negative if unknown
 */
record AssignmentMember(
  ProcessId id,
  int threads,
  Optional<Instant> warmAt,
  Set<TaskId> owned,
  Set<TaskId> standby,
  Map<TaskId, Long> lags
) {
  AssignmentMember {
    owned = Set.copyOf(owned);
    standby = Set.copyOf(standby);
    lags = Map.copyOf(lags);
  }

  static AssignmentMember of(KafkaStreamsState state, Instant now) {
    return new AssignmentMember(
      state.processId(),
      state.numProcessingThreads(),
      WarmUp.until(state, now),
      state.previousActiveTasks(),
      state.previousStandbyTasks(),
      state.statefulTasksToLagSums()
    );
  }

  boolean isWarm() {
    return warmAt.isEmpty();
  }

  /** {@return lag of its stores for the task in records; empty if the end offsets are unknown} */
  OptionalLong lag(TaskId task) {
    // Kafka Streams reports -2 for an owner and -3 for an unknown lag. A stateless task has no lag.
    long lag = owned.contains(task) ? 0 : lags.getOrDefault(task, 0L);
    return lag < 0 ? OptionalLong.empty() : OptionalLong.of(lag);
  }
}
