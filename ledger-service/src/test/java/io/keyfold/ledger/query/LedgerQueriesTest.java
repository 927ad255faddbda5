package io.keyfold.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LedgerQueriesTest {

  private static final TenantId A = new TenantId("tnt_a");
  private static final TenantId B = new TenantId("tnt_b");
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final TestLedger ledger = new TestLedger();

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aQueryThatTakesTooLongIsCancelledInTheDatabase() {
    try (LedgerQueries queries = queries(new QuerySettings(Duration.ofMillis(500), 1, 1, 10, 10))) {
      StepVerifier.create(queries.run(A, snapshot -> snapshot.rows(endless(), row -> row.getLong(1))))
        .expectErrorSatisfies(error -> assertThat(error).isInstanceOfSatisfying(ApiException.class, this::unavailable))
        .verify(BOUND);

      // The thread is free again: otherwise this one would not be answered either.
      await()
        .atMost(BOUND)
        .untilAsserted(() ->
          assertThat(queries.run(B, snapshot -> snapshot.rows(one(), row -> row.getLong(1))).block(BOUND)).isEqualTo(
            List.of(1L)
          )
        );
    }
  }

  @Test
  void aTenantsQueriesWaitForEachOtherAndNotOthers() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    try (LedgerQueries queries = queries(new QuerySettings(BOUND, 2, 1, 10, 2))) {
      Mono<Integer> blocked = queries.run(A, snapshot -> {
        running.incrementAndGet();
        awaitLatch(release);
        return 1;
      });
      var first = blocked.toFuture();
      var second = blocked.toFuture();
      await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(running).hasValue(1));

      assertThat(queries.run(B, snapshot -> 2).block(BOUND)).isEqualTo(2);
      assertThat(running).hasValue(1);

      var third = blocked.toFuture();
      StepVerifier.create(blocked)
        .expectErrorSatisfies(error -> assertThat(error).isInstanceOfSatisfying(ApiException.class, this::unavailable))
        .verify(BOUND);
      release.countDown();
      assertThat(first.join() + second.join() + third.join()).isEqualTo(3);
    }
  }

  @Test
  void aClosedStoreIsUnavailable() {
    ledger.restart();
    try (
      TestLedger other = new TestLedger();
      LedgerQueries queries = new LedgerQueries(
        closed(other),
        new QuerySettings(BOUND, 1, 1, 10, 10),
        new ThreadSupervisor(metrics),
        metrics
      )
    ) {
      StepVerifier.create(queries.run(A, snapshot -> 1))
        .expectErrorSatisfies(error -> assertThat(error).isInstanceOfSatisfying(ApiException.class, this::unavailable))
        .verify(BOUND);
    }
  }

  private static LedgerStore closed(TestLedger ledger) {
    ledger.store().close();
    return ledger.store();
  }

  private void unavailable(ApiException error) {
    assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  private LedgerQueries queries(QuerySettings settings) {
    return new LedgerQueries(ledger.store(), settings, new ThreadSupervisor(metrics), metrics);
  }

  private static TenantSql endless() {
    return TenantSql.operations(A).add(
      "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range + b.range < 0"
    );
  }

  private static TenantSql one() {
    return TenantSql.operations(B).add("SELECT 1");
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
