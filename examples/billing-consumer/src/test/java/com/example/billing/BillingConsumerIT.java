package com.example.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillingConsumerIT {

  private static final int PARTITIONS = 2;
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final List<ZoneId> ZONES = List.of(
    ZoneId.of("UTC"),
    ZoneId.of("Europe/Berlin"),
    ZoneId.of("Asia/Kathmandu")
  );

  @TempDir
  static Path folder;

  private final UsageHistory history = new UsageHistory(7, PARTITIONS);
  private Postgres postgres;
  private SavedTotals saved;
  private KeyfoldTopics keyfold;

  @BeforeEach
  void start() throws Exception {
    Optional<Postgres> started = Postgres.start();
    if (started.isEmpty()) {
      System.err.println("SKIPPED: no Docker engine answers, and PostgreSQL is not installed");
    }
    Assumptions.assumeTrue(started.isPresent(), "no PostgreSQL");
    postgres = started.get();
    saved = new SavedTotals(postgres);
    keyfold = new KeyfoldTopics(folder, PARTITIONS);
  }

  @AfterEach
  void stop() throws Exception {
    if (keyfold != null) {
      keyfold.close();
    }
    if (postgres != null) {
      postgres.stop();
    }
  }

  @Test
  @Tag("promise-2")
  @Tag("promise-7")
  void theTableIsRightAfterACrashAnOutageOfTheRegistryAndAReplay() throws Exception {
    keyfold.commit(history.next(1_500));
    ConsumerProcess crashed = ConsumerProcess.start("billing", keyfold, postgres);
    try {
      await()
        .atMost(BOUND)
        .until(() -> keyfold.refused() > 1);
      assertThat(saved.all()).isEmpty();
      keyfold.startRegistry();
      await()
        .atMost(BOUND)
        .until(() -> !saved.all().isEmpty());
    } finally {
      crashed.kill();
    }
    keyfold.commit(history.next(500));
    keyfold.abort(UsageHistory.wrong(history.right()));
    keyfold.commit(history.next(500));

    ConsumerProcess restarted = ConsumerProcess.start("billing", keyfold, postgres);
    try {
      awaitProcessed("billing");
      keyfold.commit(history.first());
      awaitProcessed("billing");
    } finally {
      restarted.stop();
    }
    assertThat(saved.all()).isEqualTo(history.right());

    ConsumerProcess replaying = ConsumerProcess.start("replay", keyfold, postgres);
    try {
      awaitProcessed("replay");
    } finally {
      replaying.stop();
    }
    assertThat(saved.all()).isEqualTo(history.right());
    for (ZoneId zone : ZONES) {
      assertThat(saved.quantities("usage_per_day", "day", zone)).isEqualTo(sums(zone, day -> day));
      assertThat(saved.quantities("usage_per_month", "month", zone)).isEqualTo(
        sums(zone, day -> day.withDayOfMonth(1))
      );
    }
  }

  private void awaitProcessed(String group) {
    await()
      .atMost(BOUND)
      .until(() -> keyfold.processed(group));
  }

  private Map<String, BigDecimal> sums(ZoneId zone, UnaryOperator<LocalDate> period) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (UsageTotal total : history.right()) {
      LocalDate day = period.apply(LocalDate.ofInstant(total.bucketStart(), zone));
      sums.merge(total.deploymentId() + " " + day + " " + total.meter(), total.quantity(), BigDecimal::add);
    }
    return sums;
  }
}
