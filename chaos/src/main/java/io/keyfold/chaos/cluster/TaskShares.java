package io.keyfold.chaos.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.GroupState;

/** Who has which part of the work. */
final class TaskShares {

  private final Admin admin;

  TaskShares(Admin admin) {
    this.admin = admin;
  }

  /** Returns when no member of a group is without work: instances take their share some time after they began. */
  void await() throws InterruptedException {
    Wait.until(() -> uneven().map(group -> "the work is not shared in " + group));
  }

  private Optional<String> uneven() throws InterruptedException {
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
        .filter(TaskShares::isUneven)
        .map(ConsumerGroupDescription::groupId)
        .findFirst();
    } catch (ExecutionException e) {
      throw new ClusterFailure("the brokers do not tell of groups: " + e.getCause());
    }
  }

  private static boolean isUneven(ConsumerGroupDescription group) {
    boolean idle = group
      .members()
      .stream()
      .anyMatch(member -> member.assignment().topicPartitions().isEmpty());
    return idle || (group.groupState() != GroupState.STABLE && !group.members().isEmpty());
  }
}
