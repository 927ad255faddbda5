package io.keyfold.platform.log.orphanedtx;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and ends the open transactions of threads that are no members of their group any more. Blocks; bounded. */
final class OrphanedTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanedTransactions.class);
  private static final Duration BOUND = Duration.ofSeconds(2);

  private final Admin admin;

  OrphanedTransactions(Admin admin) {
    this.admin = admin;
  }

  /**
   * Ends what there is. A thread that lost its membership and lives cannot commit any more, whatever is done here: Kafka checks
   * the generation of the group with the offsets (KIP-447).
   */
  void end(String application) throws InterruptedException, ExecutionException, TimeoutException {
    // In this order: whoever had a transaction open was a member then, so that one who is missing among the members left since.
    List<String> open = get(
      admin.listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING))).all()
    )
      .stream()
      .map(TransactionListing::transactionalId)
      .toList();
    List<String> members = get(
      admin
        .describeConsumerGroups(List.of(application))
        .all()
        .thenApply(groups -> groups.get(application))
    )
      .members()
      .stream()
      .map(MemberDescription::clientId)
      .toList();
    // A group without members says nothing about who lives.
    List<String> abandoned = members.isEmpty() ? List.of() : new TransactionalIds(application).abandoned(open, members);
    if (!abandoned.isEmpty()) {
      get(admin.fenceProducers(abandoned).all());
      LOG.atInfo().addKeyValue("transactions", abandoned).log("ended what an instance that is gone had left open");
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
  }
}
