package io.keyfold.ledger.testing;

import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.ledger.audit.read.AuditSettings;
import io.keyfold.ledger.audit.read.LiveAudit;
import io.keyfold.ledger.budgets.BudgetSums;
import io.keyfold.ledger.budgets.BudgetsFold;
import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.decide.LedgerDecider;
import io.keyfold.ledger.deployments.Deployments;
import io.keyfold.ledger.deployments.DeploymentsFold;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.exports.ExportsFold;
import io.keyfold.ledger.ingest.LogTimes;
import io.keyfold.ledger.prices.PriceListsFold;
import io.keyfold.ledger.query.LedgerQueries;
import io.keyfold.ledger.query.QuerySettings;
import io.keyfold.ledger.rates.ExchangeRatesFold;
import io.keyfold.ledger.usage.Reports;
import io.keyfold.platform.access.Scopes;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.TestFoldedTopics;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.WebConfiguration;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/**
 * The API edge over a ledger without a log. The header {@code Tenant} sets the caller's tenant; {@code Operator} makes it
 * the operator.
 */
@TestConfiguration(proxyBeanMethods = false)
@EnableWebFlux
@Import({ WebConfiguration.class, FakeFingerprint.class })
public class LedgerSlice {

  /** The current time. */
  public static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

  @Bean
  Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  @Bean
  MeterRegistry metrics() {
    return new SimpleMeterRegistry();
  }

  @Bean(destroyMethod = "close")
  TestLedger ledger() {
    return new TestLedger();
  }

  @Bean
  FoldedTopic records(TestLedger ledger, MeterRegistry metrics) {
    return TestFoldedTopics.at("ledger", Topics.USAGE_RECORDS, metrics);
  }

  @Bean
  MapView watermarks() {
    return new MapView();
  }

  @Bean
  MapView deploymentsView() {
    return new MapView();
  }

  @Bean
  InMemoryLog<LedgerCommand, LedgerEvent> priceListsView() {
    return new InMemoryLog<>(
      LedgerCommand.class,
      new LedgerDecider(),
      List.of(new PriceListsFold(), new ExchangeRatesFold(), new BudgetsFold(), new ExportsFold())
    );
  }

  @Bean
  Completeness completeness(FoldedTopic records, MapView watermarks, Clock clock) {
    return new Completeness(records::positionsByPartition, watermarks, clock);
  }

  @Bean
  Deployments deployments(MapView deploymentsView) {
    return new Deployments(deploymentsView);
  }

  @Bean(destroyMethod = "close")
  LedgerQueries queries(TestLedger ledger, ThreadSupervisor threads, MeterRegistry metrics) {
    return new LedgerQueries(ledger.store(), new QuerySettings(Duration.ofSeconds(30), 2, 1, 50, 20), threads, metrics);
  }

  @Bean
  Reports reports(LedgerQueries queries, FoldedTopic records, Completeness completeness, Deployments deployments) {
    return new Reports(queries, records, completeness, deployments);
  }

  @Bean
  BudgetSums budgetSums(Reports reports, InMemoryLog<LedgerCommand, LedgerEvent> priceLists) {
    return new BudgetSums(reports, priceLists);
  }

  @Bean(destroyMethod = "close")
  LiveAudit liveAudit(TestLedger ledger, MeterRegistry metrics) {
    AuditSettings settings = auditSettings();
    LiveAudit live = new LiveAudit(settings, metrics);
    ledger.listen(live);
    return live;
  }

  @Bean
  AuditSettings auditSettings() {
    return new AuditSettings(2, 2, 100, Duration.ofMillis(100), Duration.ZERO, Duration.ofSeconds(30));
  }

  /** A log whose records all count as recent. */
  @Bean
  LogTimes logTimes() {
    return time -> Mono.just(Map.of());
  }

  @Bean
  WebFilter authentication() {
    return (exchange, chain) -> {
      HttpHeaders headers = exchange.getRequest().getHeaders();
      String tenant = headers.getFirst("Tenant");
      Set<String> scopes = new TreeSet<>(Scopes.ALL);
      if (!headers.containsHeader("Operator")) {
        scopes.remove("platform.tenant:write");
      }
      new Caller(
        new TenantId(tenant == null ? "tnt_a" : tenant),
        new Actor(ActorType.API_KEY, "key_1"),
        scopes,
        "req_1"
      ).attach(exchange);
      return chain.filter(exchange);
    };
  }

  /** Folds the creation of a deployment. */
  public static void created(MapView deployments, DeploymentCreated event) {
    deployments.apply(new DeploymentsFold(), List.of(event));
  }
}
