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
 * Decides who has which task. A task stays with its owner, and goes to another for balance only if that one is warm and its
 * stores keep up: then it does not stand still for a start or a restore. A task whose owner is gone goes to whoever is
 * ready soonest. Pure: the same members and tasks make the same placement, in whatever order they come.
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
   * {@return the placement}
   *
   * @param tasks all tasks
   * @param members all instances, one at least
   * @param acceptableLag how many records stores that keep up may be behind
   */
  static TaskPlacement of(Collection<TaskId> tasks, Collection<AssignmentMember> members, long acceptableLag) {
    TaskPlacement placement = new TaskPlacement(members, acceptableLag);
    List<TaskId> sorted = tasks.stream().sorted().toList();
    sorted.forEach(placement::stay);
    sorted.forEach(placement::place);
    while (placement.level()) {
      // Each step makes the loads more even, so it ends.
    }
    return placement;
  }

  /** {@return who has which task} */
  SortedMap<TaskId, AssignmentMember> owners() {
    return owners;
  }

  /** {@return whether the member would take a task over, were it warm and its stores as far as others'} */
  boolean isWaiting(AssignmentMember member) {
    return owners
      .values()
      .stream()
      .anyMatch(owner -> evens(owner, member));
  }

  private void stay(TaskId task) {
    members
      .stream()
      .filter(member -> member.owned().contains(task))
      .findFirst()
      .ifPresent(owner -> give(task, owner));
  }

  private void place(TaskId task) {
    if (!owners.containsKey(task)) {
      members
        .stream()
        .min(
          Comparator.<AssignmentMember>comparingLong(member -> tooFar(task, member))
            .thenComparing(AssignmentMember::isWarm, Comparator.reverseOrder())
            .thenComparingDouble(this::load)
            .thenComparing(AssignmentMember::id)
        )
        .ifPresent(member -> give(task, member));
    }
  }

  /** {@return whether a task went to another for balance} */
  private boolean level() {
    for (Map.Entry<TaskId, AssignmentMember> entry : owners.entrySet()) {
      for (AssignmentMember member : members) {
        AssignmentMember owner = entry.getValue();
        if (member.isWarm() && tooFar(entry.getKey(), member) == 0 && evens(owner, member)) {
          loads.merge(owner.id(), -1, Integer::sum);
          give(entry.getKey(), member);
          return true;
        }
      }
    }
    return false;
  }

  private void give(TaskId task, AssignmentMember member) {
    owners.put(task, member);
    loads.merge(member.id(), 1, Integer::sum);
  }

  /** {@return 0 if the member's stores keep up, or how many records they are behind} */
  private long tooFar(TaskId task, AssignmentMember member) {
    // Where the ends are not known, whoever has the stores is the better guess.
    long lag = member.lag(task).orElse(member.standby().contains(task) ? 0 : Long.MAX_VALUE);
    return lag <= acceptableLag ? 0 : lag;
  }

  private boolean evens(AssignmentMember from, AssignmentMember to) {
    double after = (loads.getOrDefault(to.id(), 0) + 1) / (double) to.threads();
    return after < load(from);
  }

  private double load(AssignmentMember member) {
    return loads.getOrDefault(member.id(), 0) / (double) member.threads();
  }
}
