package io.keyfold.platform.log.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignmentUtils;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;

/**
 * Assigns tasks by {@link TaskPlacement}. Requests a follow-up rebalance for the time when a starting instance will be
 * warm, or when lagging stores may have caught up (KIP-924).
 *
 * <p>Kafka's default assignor considers lag only. It gives a restarted instance its share of tasks at once, and these
 * pause while its code is cold.
 */
public final class WarmupAwareTaskAssignor implements TaskAssignor {

  @Override
  public TaskAssignment assign(ApplicationState application) {
    // Kafka Streams instantiates this class, so no clock can be injected.
    Instant now = Instant.now();
    List<AssignmentMember> members = application
      .kafkaStreamsStates(true)
      .values()
      .stream()
      .map(state -> AssignmentMember.of(state, now))
      .toList();
    var configs = application.assignmentConfigs();
    TaskPlacement placement = TaskPlacement.of(
      application.allTasks().keySet(),
      members,
      configs.acceptableRecoveryLag()
    );
    Map<ProcessId, KafkaStreamsAssignment> assignments = new HashMap<>();
    members.forEach(member ->
      assignments.put(member.id(), KafkaStreamsAssignment.of(member.id(), active(placement, member)))
    );
    if (configs.numStandbyReplicas() > 0) {
      TaskAssignmentUtils.defaultStandbyTaskAssignment(application, assignments);
    }
    // After the standbys: an assignment that requests a follow-up rebalance accepts no more tasks.
    Instant later = now.plus(Duration.ofMillis(configs.probingRebalanceIntervalMs()));
    members
      .stream()
      .filter(placement::isWaiting)
      .forEach(member ->
        assignments.computeIfPresent(member.id(), (id, assignment) ->
          assignment.withFollowupRebalance(member.warmAt().orElse(later))
        )
      );
    return new TaskAssignment(new ArrayList<>(assignments.values()));
  }

  private static Set<AssignedTask> active(TaskPlacement placement, AssignmentMember member) {
    Set<AssignedTask> tasks = new HashSet<>();
    placement.owners().forEach((task, owner) -> {
      if (owner.equals(member)) {
        tasks.add(new AssignedTask(task, AssignedTask.Type.ACTIVE));
      }
    });
    return tasks;
  }
}
