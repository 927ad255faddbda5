package io.keyfold.ledger.exports;

import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.util.unit.DataSize;

/** Exports of a ledger without a log. */
@TestConfiguration(proxyBeanMethods = false)
class ExportSlice {

  /** {@return settings with small limits} */
  static ExportSettings settings(int maxRows, int maxRunning) {
    return new ExportSettings(
      null,
      "",
      "",
      "",
      "",
      false,
      Duration.ofSeconds(10),
      Duration.ofMillis(10),
      Duration.ofDays(1),
      maxRows,
      DataSize.ofMegabytes(10),
      maxRunning,
      Duration.ofDays(30),
      4
    );
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Exports exports(
    TestLedger ledger,
    FoldedTopic records,
    InMemoryLog<LedgerCommand, LedgerEvent> priceListsView,
    MapView deploymentsView,
    ThreadSupervisor threads,
    MeterRegistry metrics,
    Clock clock
  ) {
    return new Exports(
      settings(1_000, 2),
      ledger.settings(),
      ledger.store(),
      records,
      priceListsView,
      deploymentsView,
      priceListsView,
      threads,
      metrics,
      clock
    );
  }
}
