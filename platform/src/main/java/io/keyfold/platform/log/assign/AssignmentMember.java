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
 * One instance, as the group knows it.
 *
 * @param id its id
 * @param threads how many tasks it can do at once
 * @param warmAt when it will have been up for long enough to take tasks from others; nothing if it has
 * @param owned the tasks that it has
 * @param standby the tasks whose stores it has
 * @param lags by task with stores, how many records its stores are behind; negative if that is not known
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

  /** {@return how many records its stores for the task are behind; nothing if the ends could not be learnt} */
  OptionalLong lag(TaskId task) {
    // Kafka Streams tells -2 of an owner, and -3 of what it does not know. A task without stores has no lag.
    long told = owned.contains(task) ? 0 : lags.getOrDefault(task, 0L);
    return told < 0 ? OptionalLong.empty() : OptionalLong.of(told);
  }
}
