package io.keyfold.platform.log.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.junit.jupiter.api.Test;

class TaskPlacementTest {

  private static final long ACCEPTABLE = 100;
  private static final Set<TaskId> TASKS = IntStream.range(0, 6)
    .mapToObj(partition -> new TaskId(0, partition))
    .collect(Collectors.toSet());

  @Test
  void aColdMemberTakesNoTasksFromOthers() {
    TaskPlacement placement = place(owning(1, TASKS), cold(2));

    assertThat(counts(placement)).isEqualTo(Map.of(id(1), 6L));
    assertThat(placement.isWaiting(cold(2))).isTrue();
  }

  @Test
  void aWarmMemberTakesItsShareAndNoMore() {
    TaskPlacement placement = place(owning(1, TASKS), warm(2));

    assertThat(counts(placement)).isEqualTo(Map.of(id(1), 3L, id(2), 3L));
    assertThat(placement.isWaiting(warm(2))).isFalse();
  }

  @Test
  void orphanedTasksGoToAColdMemberIfThereIsNoWarmOne() {
    assertThat(counts(place(cold(2)))).isEqualTo(Map.of(id(2), 6L));
    assertThat(counts(place(cold(1), cold(2)))).isEqualTo(Map.of(id(1), 3L, id(2), 3L));
  }

  @Test
  void orphanedTasksGoToAWarmMember() {
    assertThat(counts(place(warm(1), cold(2)))).isEqualTo(Map.of(id(1), 6L));
  }

  @Test
  void aMemberWithLaggingStoresTakesNoTasks() {
    TaskPlacement placement = place(owning(1, TASKS), behind(2, ACCEPTABLE + 1));
    assertThat(counts(placement)).isEqualTo(Map.of(id(1), 6L));
    assertThat(placement.isWaiting(behind(2, ACCEPTABLE + 1))).isTrue();

    assertThat(counts(place(owning(1, TASKS), behind(2, ACCEPTABLE)))).isEqualTo(Map.of(id(1), 3L, id(2), 3L));
  }

  @Test
  void orphanedTasksGoToTheMemberWithTheLowestLag() {
    assertThat(counts(place(behind(1, 5_000), behind(2, 4_000)))).isEqualTo(Map.of(id(2), 6L));
  }

  @Test
  void withoutEndOffsetsTheStandbyIsPreferred() {
    AssignmentMember other = member(1, true, Set.of(), Set.of(), -3);
    AssignmentMember standby = member(2, true, Set.of(), TASKS, -3);

    assertThat(counts(place(other, standby))).isEqualTo(Map.of(id(2), 6L));
    assertThat(counts(place(owning(3, TASKS), other))).isEqualTo(Map.of(id(3), 6L));
  }

  @Test
  void aMemberWithMoreThreadsTakesMoreTasks() {
    AssignmentMember two = new AssignmentMember(id(2), 2, Optional.empty(), Set.of(), Set.of(), Map.of());

    assertThat(counts(place(owning(1, TASKS), two))).isEqualTo(Map.of(id(1), 2L, id(2), 4L));
  }

  /** Otherwise tasks would move in each rebalance. */
  @Property
  void everyTaskHasAnOwnerAndThePlacementIsStable(
    @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 3) Integer> kinds,
    @ForAll @Size(6) List<@IntRange(min = 0, max = 6) Integer> owners
  ) {
    List<AssignmentMember> members = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      int number = i;
      members.add(ofKind(kinds.get(i), number, task -> owners.get(task.partition()) == number));
    }
    TaskPlacement first = place(members.toArray(AssignmentMember[]::new));
    assertThat(first.owners().keySet()).isEqualTo(TASKS);

    AssignmentMember[] after = IntStream.range(0, kinds.size())
      .mapToObj(i -> ofKind(kinds.get(i), i, task -> owner(first, task).equals(id(i))))
      .toArray(AssignmentMember[]::new);
    TaskPlacement second = place(after);
    for (TaskId task : TASKS) {
      assertThat(owner(second, task)).isEqualTo(owner(first, task));
    }
  }

  private static AssignmentMember ofKind(int kind, int number, Predicate<TaskId> owns) {
    Set<TaskId> owned = TASKS.stream().filter(owns).collect(Collectors.toSet());
    return member(number, kind % 2 == 0, owned, Set.of(), kind < 2 ? 0 : 1_000 + number);
  }

  private static ProcessId owner(TaskPlacement placement, TaskId task) {
    AssignmentMember owner = placement.owners().get(task);
    assertThat(owner).isNotNull();
    return owner == null ? id(-1) : owner.id();
  }

  private static TaskPlacement place(AssignmentMember... members) {
    return TaskPlacement.of(TASKS, List.of(members), ACCEPTABLE);
  }

  private static Map<ProcessId, Long> counts(TaskPlacement placement) {
    return placement
      .owners()
      .values()
      .stream()
      .collect(Collectors.groupingBy(AssignmentMember::id, TreeMap::new, Collectors.counting()));
  }

  private static ProcessId id(int number) {
    return new ProcessId(new UUID(0, number));
  }

  private static AssignmentMember owning(int number, Set<TaskId> tasks) {
    return member(number, true, tasks, Set.of(), 0);
  }

  private static AssignmentMember warm(int number) {
    return behind(number, 0);
  }

  private static AssignmentMember cold(int number) {
    return member(number, false, Set.of(), Set.of(), 0);
  }

  private static AssignmentMember behind(int number, long lag) {
    return member(number, true, Set.of(), TASKS, lag);
  }

  private static AssignmentMember member(int number, boolean warm, Set<TaskId> owned, Set<TaskId> standby, long lag) {
    Map<TaskId, Long> lags = TASKS.stream().collect(Collectors.toMap(task -> task, task -> lag));
    Optional<Instant> warmAt = warm ? Optional.empty() : Optional.of(Instant.EPOCH);
    return new AssignmentMember(id(number), 1, warmAt, owned, standby, lags);
  }
}
