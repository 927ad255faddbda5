package io.keyfold.ledger.wiring;

import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.ledger.audit.read.AuditSettings;
import io.keyfold.ledger.audit.read.LiveAudit;
import io.keyfold.ledger.budgets.BudgetsFold;
import io.keyfold.ledger.budgets.evaluate.ChangedTenants;
import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.decide.LedgerDecider;
import io.keyfold.ledger.deployments.Deployments;
import io.keyfold.ledger.deployments.DeploymentsFold;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.exports.ExportsFold;
import io.keyfold.ledger.ingest.BatchListener;
import io.keyfold.ledger.ingest.KafkaLogTimes;
import io.keyfold.ledger.ingest.LedgerIngest;
import io.keyfold.ledger.ingest.LedgerRebuildEndpoint;
import io.keyfold.ledger.ingest.LedgerTopics;
import io.keyfold.ledger.ingest.LogTimes;
import io.keyfold.ledger.prices.PriceListsFold;
import io.keyfold.ledger.query.LedgerQueries;
import io.keyfold.ledger.query.QuerySettings;
import io.keyfold.ledger.rates.ExchangeRatesFold;
import io.keyfold.ledger.retention.Retention;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.usage.Reports;
import io.keyfold.platform.access.AccessConfiguration;
import io.keyfold.platform.access.AccessFold;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.completeness.WatermarksView;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.log.append.IdempotentWriter;
import io.keyfold.platform.log.decide.DecideTopology;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.view.ViewDefinition;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.log.wiring.LogConfiguration;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.web.RequestFingerprint;
import io.keyfold.platform.web.WebConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.kstream.KStream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Connects ledger-service to the log: the ledger itself, and views of what its answers need besides. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ LedgerSettings.class, QuerySettings.class, AuditSettings.class })
@Import({ LogConfiguration.class, WebConfiguration.class, AccessConfiguration.class })
class LedgerWiring {

  private static final String SERVICE = "ledger-service";
  private static final String WATERMARKS = "usage_watermarks";
  private static final String DEPLOYMENTS = "deployments";
  private static final String PRICE_LISTS = "price_lists";

  private final EventFolds<LedgerEvent> folds = EventFolds.own(
    LedgerEvent.class,
    List.of(new PriceListsFold(), new ExchangeRatesFold(), new BudgetsFold(), new ExportsFold())
  );

  @Bean(destroyMethod = "close")
  LedgerStore ledgerStore(LedgerSettings settings, MeterRegistry metrics) {
    return new LedgerStore(settings, metrics);
  }

  @Bean
  LedgerTopics ledgerTopics(LogParts log) {
    return LedgerTopics.of(log, "ledger");
  }

  @Bean
  FoldedTopic usageRecords(LedgerTopics topics) {
    return topics.usageRecords();
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  LedgerIngest ledgerIngest(
    LedgerStore store,
    LedgerSettings settings,
    LedgerTopics topics,
    LiveAudit live,
    ChangedTenants changed,
    Retention retention,
    LogParts log,
    KafkaProperties kafka
  ) {
    BatchListener both = batch -> {
      live.written(batch);
      changed.written(batch);
    };
    return new LedgerIngest(store, settings, topics, both, retention, log, kafka.buildConsumerProperties());
  }

  @Bean
  LedgerRebuildEndpoint ledgerRebuildEndpoint(LedgerIngest ledgerIngest) {
    return new LedgerRebuildEndpoint(ledgerIngest);
  }

  @Bean(destroyMethod = "close")
  LiveAudit liveAudit(AuditSettings settings, MeterRegistry metrics) {
    return new LiveAudit(settings, metrics);
  }

  @Bean
  LogTimes logTimes(Admin admin, LedgerTopics topics, LogParts log) {
    return new KafkaLogTimes(admin, topics, log.properties().missTimeout());
  }

  @Bean
  ViewStreams views(LogParts log, LedgerIngest ledgerIngest) {
    EventFolds<DeploymentEvent> deployments = EventFolds.others(
      DeploymentEvent.class,
      List.of(new AccessFold(), new DeploymentsFold())
    );
    return log.views(
      SERVICE,
      List.of(
        new ViewDefinition(DEPLOYMENTS, Topics.DEPLOYMENT_EVENTS, deployments),
        new ViewDefinition(PRICE_LISTS, Topics.LEDGER_EVENTS, folds),
        new ViewDefinition(WATERMARKS, Topics.USAGE_WATERMARKS, new WatermarksView())
      ),
      ledgerIngest.views()
    );
  }

  @Bean
  View deploymentsView(ViewStreams views) {
    return views.view(DEPLOYMENTS);
  }

  @Bean
  View priceListsView(ViewStreams views) {
    return views.view(PRICE_LISTS);
  }

  @Bean
  View watermarksView(ViewStreams views) {
    return views.view(WATERMARKS);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Completeness completeness(FoldedTopic usageRecords, @Qualifier("watermarksView") View watermarks, Clock clock) {
    return new Completeness(usageRecords::positionsByPartition, watermarks, clock);
  }

  @Bean
  Deployments deployments(@Qualifier("deploymentsView") View deployments) {
    return new Deployments(deployments);
  }

  @Bean(destroyMethod = "close")
  LedgerQueries ledgerQueries(
    LedgerStore store,
    QuerySettings settings,
    ThreadSupervisor threads,
    MeterRegistry metrics
  ) {
    return new LedgerQueries(store, settings, threads, metrics);
  }

  @Bean
  Reports reports(
    LedgerQueries ledgerQueries,
    FoldedTopic usageRecords,
    Completeness completeness,
    Deployments deployments
  ) {
    return new Reports(ledgerQueries, usageRecords, completeness, deployments);
  }

  @Bean
  RequestFingerprint requestFingerprint() {
    return new PlainFingerprint();
  }

  @Bean
  CommandLog commandLog(LogParts log, @Qualifier("priceListsView") View priceLists) {
    return log.commandLog(SERVICE, Topics.LEDGER_COMMANDS, priceLists);
  }

  @Bean
  Writer writer(CommandLog commandLog, @Qualifier("priceListsView") View priceLists) {
    return new IdempotentWriter(commandLog, priceLists);
  }

  @Bean
  Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> decide(LogParts log) {
    return log.decide(
      new DecideTopology<>(
        SERVICE,
        Topics.LEDGER_COMMANDS,
        Topics.LEDGER_EVENTS,
        LedgerCommand.class,
        new LedgerDecider(),
        folds
      )
    );
  }
}
