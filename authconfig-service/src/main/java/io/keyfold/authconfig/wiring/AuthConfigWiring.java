package io.keyfold.authconfig.wiring;

import io.keyfold.authconfig.attach.DeploymentPolicy;
import io.keyfold.authconfig.budgets.BudgetPolicy;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.decide.AuthConfigDecider;
import io.keyfold.authconfig.decide.AuthConfigFolds;
import io.keyfold.authconfig.erase.ErasurePolicy;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.grants.TokensFold;
import io.keyfold.authconfig.refresh.GrantsView;
import io.keyfold.authconfig.setup.model.SetupExpiry;
import io.keyfold.authconfig.setup.model.SetupSessionsFold;
import io.keyfold.authconfig.versions.ExpirySweep;
import io.keyfold.authconfig.versions.VersionUsesFold;
import io.keyfold.authconfig.versions.VersionsFold;
import io.keyfold.authconfig.webhooks.model.DeliveriesView;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.platform.access.AccessConfiguration;
import io.keyfold.platform.access.AccessFold;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.log.append.IdempotentWriter;
import io.keyfold.platform.log.decide.DecideTopology;
import io.keyfold.platform.log.follow.FollowUp;
import io.keyfold.platform.log.follow.Follower;
import io.keyfold.platform.log.sweep.OwnedPartitions;
import io.keyfold.platform.log.sweep.PartitionSweep;
import io.keyfold.platform.log.sweep.SweepProperties;
import io.keyfold.platform.log.view.ViewDefinition;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.log.wiring.LogConfiguration;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.kafka.DataKeyFold;
import io.keyfold.platform.vault.wiring.VaultConfiguration;
import io.keyfold.platform.web.WebConfiguration;
import io.keyfold.schema.CommandMeta;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Connects authconfig-service to the log: views of its own events, deployments and data keys; one topology decides, three
 * react to events.
 */
@Configuration(proxyBeanMethods = false)
@Import({ LogConfiguration.class, WebConfiguration.class, AccessConfiguration.class, VaultConfiguration.class })
class AuthConfigWiring {

  private static final String SERVICE = "authconfig-service";

  private final EventFolds<AuthConfigEvent> own = AuthConfigFolds.events();
  private final EventFolds<DeploymentEvent> others = EventFolds.others(
    DeploymentEvent.class,
    List.of(new AccessFold(), new CatalogueProjection())
  );

  @Bean
  ViewStreams views(LogParts log) {
    return log.views(
      SERVICE,
      List.of(
        new ViewDefinition("deployments", Topics.DEPLOYMENT_EVENTS, others),
        new ViewDefinition("auth-configs", Topics.AUTHCONFIG_EVENTS, own),
        new ViewDefinition("tokens", Topics.AUTHCONFIG_TOKENS, new GrantsView()),
        new ViewDefinition("webhook-deliveries", Topics.WEBHOOK_DELIVERIES, new DeliveriesView()),
        new ViewDefinition("keys", Topics.AUTHCONFIG_KEYS, new DataKeyFold()),
        new ViewDefinition("usage", Topics.USAGE_TOTALS, new VersionUsesFold())
      )
    );
  }

  @Bean
  View deploymentsView(ViewStreams views) {
    return views.view("deployments");
  }

  @Bean
  View authConfigsView(ViewStreams views) {
    return views.view("auth-configs");
  }

  @Bean
  View tokensView(ViewStreams views) {
    return views.view("tokens");
  }

  @Bean
  View deliveriesView(ViewStreams views) {
    return views.view("webhook-deliveries");
  }

  @Bean
  View keysView(ViewStreams views) {
    return views.view("keys");
  }

  @Bean
  View usageView(ViewStreams views) {
    return views.view("usage");
  }

  @Bean
  CommandLog commandLog(LogParts log, View authConfigsView, View tokensView, View deliveriesView) {
    return log.commandLog(SERVICE, Topics.AUTHCONFIG_COMMANDS, authConfigsView, tokensView, deliveriesView);
  }

  @Bean
  Writer writer(CommandLog commandLog, View authConfigsView) {
    return new IdempotentWriter(commandLog, authConfigsView);
  }

  @Bean
  Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> decide(LogParts log) {
    return log.decide(
      new DecideTopology<>(
        SERVICE,
        Topics.AUTHCONFIG_COMMANDS,
        AuthConfigFolds.eventTopic(),
        List.of(AuthConfigFolds.tokenTopic(), AuthConfigFolds.deliveryTopic()),
        AuthConfigCommand.class,
        new AuthConfigDecider()
      )
    );
  }

  /** Reads deployment events and writes the resulting commands of this service. */
  @Bean
  Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> attach(LogParts log) {
    var path = new Follower.Path(SERVICE + "-attach", Topics.DEPLOYMENT_EVENTS, Topics.AUTHCONFIG_COMMANDS);
    return events ->
      events.process(
        () ->
          follower(
            path,
            DeploymentEvent.class,
            event -> DeploymentPolicy.commandFor(event).map(AuthConfigWiring::following).stream().toList(),
            log
          ),
        Named.as("attach")
      );
  }

  /** Reads events of budgets and writes the commands that announce them. */
  @Bean
  Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> budgets(LogParts log) {
    var path = new Follower.Path(SERVICE + "-budgets", Topics.LEDGER_EVENTS, Topics.AUTHCONFIG_COMMANDS);
    return events ->
      events.process(
        () ->
          follower(
            path,
            LedgerEvent.class,
            event -> BudgetPolicy.commandFor(event).map(AuthConfigWiring::following).stream().toList(),
            log
          ),
        Named.as("budgets")
      );
  }

  /** The partitions of this service's events whose tasks run here: the tasks of {@code erase}. */
  @Bean
  OwnedPartitions ownedEventPartitions() {
    return new OwnedPartitions();
  }

  /** Reads this service's events and erases the data keys of values that are never used again. */
  @Bean
  Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> erase(LogParts log, OwnedPartitions ownedEventPartitions) {
    var path = new Follower.Path(SERVICE + "-erase", Topics.AUTHCONFIG_EVENTS, Topics.AUTHCONFIG_KEYS);
    return events ->
      events.process(
        () -> ownedEventPartitions.tracking(follower(path, AuthConfigEvent.class, ErasurePolicy::tombstonesFor, log)),
        Named.as("erase")
      );
  }

  /** Records that credentials expire soon or have expired. */
  @Bean
  PartitionSweep expirySweep(
    LogParts log,
    SweepProperties properties,
    OwnedPartitions ownedEventPartitions,
    View authConfigsView,
    CommandLog commandLog
  ) {
    return new PartitionSweep(
      "expiry",
      properties,
      new PartitionSweep.Source(authConfigsView, VersionsFold.EXPIRIES, ExpirySweep::commandFor),
      ownedEventPartitions,
      commandLog,
      log.clock(),
      log.scheduler(),
      log.metrics()
    );
  }

  /** Records that setup sessions have expired. */
  @Bean
  PartitionSweep setupSweep(
    LogParts log,
    SweepProperties properties,
    OwnedPartitions ownedEventPartitions,
    View authConfigsView,
    CommandLog commandLog
  ) {
    return new PartitionSweep(
      "setup",
      properties,
      new PartitionSweep.Source(authConfigsView, SetupSessionsFold.DUE, SetupExpiry::commandFor),
      ownedEventPartitions,
      commandLog,
      log.clock(),
      log.scheduler(),
      log.metrics()
    );
  }

  private static FollowUp following(AuthConfigCommand command) {
    CommandMeta meta = command.getMeta();
    return new FollowUp(meta.getTenantId(), command, RecordHeaders.of(command, meta, SERVICE));
  }

  private static <E> Follower<E> follower(
    Follower.Path path,
    Class<E> type,
    Function<E, List<FollowUp>> policy,
    LogParts log
  ) {
    return new Follower<>(path, type, policy, log.codec(), log.deadLetters(), log.pollCommitCoordinator());
  }
}
