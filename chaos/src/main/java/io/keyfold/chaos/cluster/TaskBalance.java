package io.keyfold.chaos.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.GroupState;

/** The distribution of tasks over the members of consumer groups. */
final class TaskBalance {

  private final Admin admin;

  TaskBalance(Admin admin) {
    this.admin = admin;
  }

  /** Waits until every member of every group has partitions; new instances get tasks some time after their start. */
  void await() throws InterruptedException {
    Await.until(() -> unbalancedGroup().map(group -> "tasks are not balanced in group " + group));
  }

  private Optional<String> unbalancedGroup() throws InterruptedException {
    try {
      List<String> groups = admin
        .listGroups(ListGroupsOptions.forConsumerGroups())
        .all()
        .get()
        .stream()
        .map(GroupListing::groupId)
        .toList();
      return admin
        .describeConsumerGroups(groups)
        .all()
        .get()
        .values()
        .stream()
        .filter(TaskBalance::isUnbalanced)
        .map(ConsumerGroupDescription::groupId)
        .findFirst();
    } catch (ExecutionException e) {
      throw new ClusterFailure("cannot describe consumer groups: " + e.getCause());
    }
  }

  private static boolean isUnbalanced(ConsumerGroupDescription group) {
    boolean idle = group
      .members()
      .stream()
      .anyMatch(member -> member.assignment().topicPartitions().isEmpty());
    return idle || (group.groupState() != GroupState.STABLE && !group.members().isEmpty());
  }
}
