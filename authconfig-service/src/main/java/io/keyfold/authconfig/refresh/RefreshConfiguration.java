package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.tokens.TokenEvent;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.append.ResultLog;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.endoffset.EndOffsets;
import io.keyfold.platform.log.follow.EventReader;
import io.keyfold.platform.log.sweep.OwnedPartitions;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.Vault;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/** Configures the refresh of tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RefreshProperties.class)
class RefreshConfiguration {

  /** Name of the consumer, and application id of its Kafka Streams application (application.yml). */
  private static final String COMPONENT = "authconfig-service-refresh";

  @Bean
  TokenVault tokenVault(Vault vault) {
    return new TokenVault(vault);
  }

  @Bean
  OwnedPartitions refreshPartitions() {
    return new OwnedPartitions();
  }

  @Bean
  RunningRefreshes runningRefreshes(RefreshProperties properties) {
    return new RunningRefreshes(properties);
  }

  @Bean
  RefreshMetrics refreshMetrics(RunningRefreshes running, RefreshProperties properties, MeterRegistry meters) {
    return new RefreshMetrics(running, properties, meters);
  }

  @Bean
  ProviderBreakers providerBreakers(RefreshProperties properties, MeterRegistry meters) {
    return new ProviderBreakers(properties, meters);
  }

  @Bean
  RefreshTargets refreshTargets(
    @Qualifier("deploymentsView") View deployments,
    @Qualifier("authConfigsView") View authConfigs,
    Apps apps,
    Vendors vendors,
    Clock clock
  ) {
    return new CatalogueTargets(deployments, authConfigs, apps, vendors, clock);
  }

  @Bean
  RefreshExecutor refreshExecutor(
    RunningRefreshes running,
    OwnedPartitions refreshPartitions,
    RefreshTargets targets,
    TokenVault vault,
    OAuthClient client,
    ProviderBreakers breakers,
    CommandLog log,
    RefreshMetrics metrics,
    @Qualifier("tokensView") View tokens,
    Scheduler logScheduler,
    Clock clock
  ) {
    RefreshCommands commands = new RefreshCommands(clock);
    RefreshResults results = new RefreshResults(vault, commands, clock);
    return new RefreshExecutor(
      running,
      new OwnershipFence(refreshPartitions, System::nanoTime),
      new RefreshCall(targets, vault, client, breakers, results, commands),
      new ResultLog(log),
      commands,
      metrics,
      tokens,
      logScheduler
    );
  }

  @Bean
  RefreshLifecycle refreshLifecycle(
    RefreshExecutor executor,
    RunningRefreshes running,
    OwnedPartitions refreshPartitions,
    ProviderBreakers breakers,
    RefreshTargets targets,
    TokenVault vault,
    OAuthClient client,
    CommandLog log,
    RefreshProperties properties,
    RefreshMetrics metrics,
    @Qualifier("tokensView") View tokens,
    EndOffsets endOffsets,
    PollCommitCoordinator coordinator,
    Scheduler logScheduler,
    MeterRegistry meters,
    Clock clock
  ) {
    GrantsDue due = new GrantsDue(tokens, refreshPartitions);
    RefreshCommands commands = new RefreshCommands(clock);
    Orphans orphans = new Orphans(
      endOffsets::of,
      partition -> coordinator.processedUpTo(COMPONENT, partition),
      System::nanoTime
    );
    var scheduler = new RefreshScheduler(due, orphans, running, breakers, commands, log, properties, metrics, clock);
    var revocations = new Revocations(
      due,
      new RevocationCall(targets, vault, client),
      new ResultLog(log),
      commands,
      properties,
      metrics,
      clock
    );
    return new RefreshLifecycle(executor, scheduler, revocations, properties, logScheduler, meters);
  }

  /** Reads the tokens of grants and executes their open refreshes. */
  @Bean
  Consumer<KStream<byte[], byte[]>> refresh(LogParts log, RefreshExecutor executor, OwnedPartitions refreshPartitions) {
    var reader = new EventReader<>(
      COMPONENT,
      Topics.AUTHCONFIG_TOKENS,
      TokenEvent.class,
      log.codec(),
      log.deadLetters()
    );
    return tokens ->
      tokens.process(
        () -> refreshPartitions.tracking(new RefreshProcessor(reader, log.pollCommitCoordinator(), executor)),
        Named.as("refresh")
      );
  }
}
