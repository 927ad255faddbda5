package io.keyfold.platform.log.assign;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ProcessId;

/**
 * Assigns active tasks to instances. A task stays with its owner. It moves for balance only to a warm instance whose
 * stores have caught up, so it does not pause for a start or a restore. A task without an owner goes to the instance
 * that is ready first. Pure: the result does not depend on the order of members or tasks.
 */
final class TaskPlacement {

  private final List<AssignmentMember> members;
  private final long acceptableLag;
  private final SortedMap<TaskId, AssignmentMember> owners = new TreeMap<>();
  private final Map<ProcessId, Integer> loads = new HashMap<>();

  private TaskPlacement(Collection<AssignmentMember> members, long acceptableLag) {
    this.members = members.stream().sorted(Comparator.comparing(AssignmentMember::id)).toList();
    this.acceptableLag = acceptableLag;
  }

  /**
   * {@return the assignment of all tasks}
   *
   * @param tasks all tasks
   * @param members all instances, at least one
   * @param acceptableLag maximum lag in records of stores that count as caught up
   */
  static TaskPlacement of(Collection<TaskId> tasks, Collection<AssignmentMember> members, long acceptableLag) {
    TaskPlacement placement = new TaskPlacement(members, acceptableLag);
    List<TaskId> sorted = tasks.stream().sorted().toList();
    sorted.forEach(placement::keepOwner);
    sorted.forEach(placement::assignOrphan);
    while (placement.moveOneTask()) {
      // Each move makes the loads more even, so this terminates.
    }
    return placement;
  }

  /** {@return the owner of each task} */
  SortedMap<TaskId, AssignmentMember> owners() {
    return owners;
  }

  /** {@return whether the member could take over a task once it is warm and its stores have caught up} */
  boolean isWaiting(AssignmentMember member) {
    return owners
      .values()
      .stream()
      .anyMatch(owner -> improvesBalance(owner, member));
  }

  private void keepOwner(TaskId task) {
    members
      .stream()
      .filter(member -> member.owned().contains(task))
      .findFirst()
      .ifPresent(owner -> assign(task, owner));
  }

  private void assignOrphan(TaskId task) {
    if (!owners.containsKey(task)) {
      members
        .stream()
        .min(
          Comparator.<AssignmentMember>comparingLong(member -> excessLag(task, member))
            .thenComparing(AssignmentMember::isWarm, Comparator.reverseOrder())
            .thenComparingDouble(this::load)
            .thenComparing(AssignmentMember::id)
        )
        .ifPresent(member -> assign(task, member));
    }
  }

  /** {@return whether a task was moved for balance} */
  private boolean moveOneTask() {
    for (Map.Entry<TaskId, AssignmentMember> entry : owners.entrySet()) {
      for (AssignmentMember member : members) {
        AssignmentMember owner = entry.getValue();
        if (member.isWarm() && excessLag(entry.getKey(), member) == 0 && improvesBalance(owner, member)) {
          loads.merge(owner.id(), -1, Integer::sum);
          assign(entry.getKey(), member);
          return true;
        }
      }
    }
    return false;
  }

  private void assign(TaskId task, AssignmentMember member) {
    owners.put(task, member);
    loads.merge(member.id(), 1, Integer::sum);
  }

  /** {@return the lag of the member's stores in records; 0 if it is acceptable} */
  private long excessLag(TaskId task, AssignmentMember member) {
    // Without end offsets, prefer a member that has the stores.
    long lag = member.lag(task).orElse(member.standby().contains(task) ? 0 : Long.MAX_VALUE);
    return lag <= acceptableLag ? 0 : lag;
  }

  private boolean improvesBalance(AssignmentMember from, AssignmentMember to) {
    double after = (loads.getOrDefault(to.id(), 0) + 1) / (double) to.threads();
    return after < load(from);
  }

  private double load(AssignmentMember member) {
    return loads.getOrDefault(member.id(), 0) / (double) member.threads();
  }
}
