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

/**
 * Aborts open transactions of stream threads that are no longer members of their group. Blocks, with a timeout per
 * request.
 */
final class OrphanedTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanedTransactions.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Admin admin;

  OrphanedTransactions(Admin admin) {
    this.admin = admin;
  }

  /**
   * Aborts the orphaned transactions of an application. A thread that is alive but lost its membership is not harmed:
   * it could not commit anyway, since Kafka checks the group generation with the offsets (KIP-447).
   */
  void abort(String application) throws InterruptedException, ExecutionException, TimeoutException {
    // Transactions first: a thread with an open transaction was a member then, so if it is missing from the members it
    // has left since.
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
    // An empty group does not show which threads are alive.
    List<String> orphaned = members.isEmpty() ? List.of() : new TransactionalIds(application).orphaned(open, members);
    if (!orphaned.isEmpty()) {
      get(admin.fenceProducers(orphaned).all());
      LOG.atInfo().addKeyValue("transactions", orphaned).log("aborted orphaned transactions of a vanished instance");
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
