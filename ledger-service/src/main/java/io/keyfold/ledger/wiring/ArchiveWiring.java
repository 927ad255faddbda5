package io.keyfold.ledger.wiring;

import io.keyfold.ledger.archive.ArchiveProgress;
import io.keyfold.ledger.archive.ArchiveSettings;
import io.keyfold.ledger.archive.LedgerArchive;
import io.keyfold.ledger.retention.Retention;
import io.keyfold.ledger.retention.RetentionSettings;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What leaves the ledger: rows for the archive, and old rows. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ ArchiveSettings.class, RetentionSettings.class })
class ArchiveWiring {

  @Bean
  ArchiveProgress archiveProgress(ArchiveSettings settings) {
    return new ArchiveProgress(settings.isConfigured());
  }

  @Bean
  Retention retention(RetentionSettings settings, ArchiveProgress progress, Clock clock, MeterRegistry metrics) {
    return new Retention(settings, progress, clock, metrics);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  LedgerArchive ledgerArchive(
    ArchiveSettings settings,
    LedgerSettings ledger,
    LedgerStore store,
    ArchiveProgress progress,
    Completeness completeness,
    ThreadSupervisor threads,
    MeterRegistry metrics,
    Clock clock
  ) {
    return new LedgerArchive(settings, ledger, store, progress, completeness, threads, metrics, clock);
  }
}
