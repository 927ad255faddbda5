package io.keyfold.chaos.cluster;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.errors.ElectionNotNeededException;

/** Moves partition leadership back to the preferred replicas. */
final class PreferredLeaders {

  private final Admin admin;

  PreferredLeaders(Admin admin) {
    this.admin = admin;
  }

  /** Elects the preferred leader of each partition, and waits until all are in sync. */
  void elect() throws InterruptedException {
    Await.until(() ->
      electAll()
        .stream()
        .flatMap(Optional::stream)
        .filter(error -> !(error instanceof ElectionNotNeededException))
        .findFirst()
        .map(error -> "partitions without their preferred leader: " + error)
    );
  }

  private Collection<Optional<Throwable>> electAll() throws InterruptedException {
    try {
      // null selects all partitions.
      return admin.electLeaders(ElectionType.PREFERRED, null).partitions().get().values();
    } catch (ExecutionException e) {
      throw new ClusterFailure("leader election failed: " + e.getCause());
    }
  }
}
