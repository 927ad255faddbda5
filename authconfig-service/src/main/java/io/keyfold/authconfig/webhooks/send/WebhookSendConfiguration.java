package io.keyfold.authconfig.webhooks.send;

import io.keyfold.authconfig.commands.ForgetWebhookDelivery;
import io.keyfold.authconfig.webhooks.model.DueDeliveries;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.append.ResultLog;
import io.keyfold.platform.log.sweep.DueIndex;
import io.keyfold.platform.log.sweep.OwnedPartitions;
import io.keyfold.platform.log.sweep.PartitionSweep;
import io.keyfold.platform.log.sweep.SweepProperties;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.KeyPartitioner;
import io.keyfold.platform.vault.Vault;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the sending of webhooks. The owner of a tenant's partition sends its deliveries. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ WebhookProperties.class, SweepProperties.class })
class WebhookSendConfiguration {

  @Bean
  WebhookHttp webhookHttp(WebhookProperties properties, EgressPolicy policy, Clock clock) {
    return new WebhookHttp(properties, policy, clock);
  }

  @Bean
  WebhookSender webhookSender(
    WebhookProperties properties,
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("deliveriesView") View deliveries,
    @Qualifier("ownedEventPartitions") OwnedPartitions partitions,
    Vault vault,
    WebhookHttp http,
    CommandLog log,
    ThreadSupervisor threads,
    Clock clock,
    MeterRegistry meters
  ) {
    var attempts = new Attempts(
      authConfigs,
      deliveries,
      vault,
      http,
      new AttemptLog(new ResultLog(log), deliveries),
      clock,
      meters
    );
    ScheduledExecutorService executor = threads.scheduled("keyfold-webhooks");
    Predicate<TenantId> owned = tenant ->
      partitions.owns(KeyPartitioner.partition(tenant.value(), authConfigs.partitions()));
    var dispatcher = new Dispatcher(
      properties,
      deliveries,
      owned,
      attempts::attempt,
      WebhookSender.untilClosed(executor),
      clock,
      meters
    );
    return new WebhookSender(dispatcher, deliveries, properties, executor);
  }

  /** Forgets deliveries at the end of their retention. */
  @Bean
  PartitionSweep webhookRetention(
    SweepProperties properties,
    @Qualifier("deliveriesView") View deliveries,
    @Qualifier("ownedEventPartitions") OwnedPartitions partitions,
    CommandLog log,
    LogParts parts,
    Clock clock,
    MeterRegistry meters
  ) {
    return new PartitionSweep(
      "webhook-retention",
      properties,
      new PartitionSweep.Source(deliveries, DueDeliveries.finished(), WebhookSendConfiguration::forget),
      partitions,
      log,
      clock,
      parts.scheduler(),
      meters
    );
  }

  private static ForgetWebhookDelivery forget(DueIndex.Due due, Instant now) {
    int slash = due.id().indexOf('/');
    return new ForgetWebhookDelivery(
      Attempts.meta(due.tenant(), due.id().substring(slash + 1), now),
      due.id().substring(0, slash)
    );
  }
}
