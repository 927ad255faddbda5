package io.keyfold.chaos.cluster;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.errors.ElectionNotNeededException;

/** Who leads which partition. */
final class Leaders {

  private final Admin admin;

  Leaders(Admin admin) {
    this.admin = admin;
  }

  /** Gives each partition back to its first replica, as soon as that is in sync again. */
  void giveBack() throws InterruptedException {
    Wait.until(() ->
      elect()
        .stream()
        .flatMap(Optional::stream)
        .filter(error -> !(error instanceof ElectionNotNeededException))
        .findFirst()
        .map(error -> "partitions are not with their leaders: " + error)
    );
  }

  private Collection<Optional<Throwable>> elect() throws InterruptedException {
    try {
      // Of all partitions.
      return admin.electLeaders(ElectionType.PREFERRED, null).partitions().get().values();
    } catch (ExecutionException e) {
      throw new ClusterFailure("the brokers elect no leaders: " + e.getCause());
    }
  }
}
