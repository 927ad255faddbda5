package io.keyfold.ledger.wiring;

import io.keyfold.ledger.exports.ExportSettings;
import io.keyfold.ledger.exports.Exports;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Exports of the ledger. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportSettings.class)
class ExportWiring {

  @Bean(initMethod = "start", destroyMethod = "close")
  Exports exports(
    ExportSettings settings,
    LedgerSettings ledger,
    LedgerStore store,
    FoldedTopic usageRecords,
    @Qualifier("priceListsView") View priceLists,
    @Qualifier("deploymentsView") View deployments,
    CommandLog log,
    ThreadSupervisor threads,
    MeterRegistry metrics,
    Clock clock
  ) {
    return new Exports(settings, ledger, store, usageRecords, priceLists, deployments, log, threads, metrics, clock);
  }
}
