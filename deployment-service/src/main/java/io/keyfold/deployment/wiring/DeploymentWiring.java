package io.keyfold.deployment.wiring;

import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.decide.DeploymentDecider;
import io.keyfold.deployment.deployments.Deployments;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.tenant.TenantIndex;
import io.keyfold.platform.access.AccessConfiguration;
import io.keyfold.platform.access.AccessFold;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.log.append.IdempotentWriter;
import io.keyfold.platform.log.decide.DecideTopology;
import io.keyfold.platform.log.view.ViewDefinition;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.log.wiring.LogConfiguration;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.KeysetCheck;
import io.keyfold.platform.vault.KeysetMarks;
import io.keyfold.platform.vault.wiring.KeysetConfiguration;
import io.keyfold.platform.web.WebConfiguration;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Connects deployment-service to the log: one view of its own events and one decide topology. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeploymentKeysetProperties.class)
@Import({ LogConfiguration.class, WebConfiguration.class, AccessConfiguration.class, KeysetConfiguration.class })
class DeploymentWiring {

  private static final String SERVICE = "deployment-service";
  private static final String KEYSET = "deployment-keyset";

  private final EventFolds<DeploymentEvent> folds = EventFolds.own(
    DeploymentEvent.class,
    List.of(new AccessFold(), new TenantIndex(), new Providers(), new Deployments())
  );

  /** Not the vault's keyset, which opens credentials: this service never opens any. */
  @Bean
  DerivedSecrets derivedSecrets(KeysetMarks keysetMarks, DeploymentKeysetProperties properties, Clock clock) {
    return new KeysetCheck(keysetMarks, KEYSET, clock).open(properties.keysetFile());
  }

  @Bean
  ViewStreams views(LogParts log) {
    return log.views(SERVICE, List.of(new ViewDefinition("deployments", Topics.DEPLOYMENT_EVENTS, folds)));
  }

  @Bean
  View deploymentsView(ViewStreams views) {
    return views.view("deployments");
  }

  @Bean
  CommandLog commandLog(LogParts log, View deploymentsView) {
    return log.commandLog(SERVICE, Topics.DEPLOYMENT_COMMANDS, deploymentsView);
  }

  @Bean
  Writer writer(CommandLog commandLog, View deploymentsView) {
    return new IdempotentWriter(commandLog, deploymentsView);
  }

  @Bean
  Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> decide(LogParts log) {
    return log.decide(
      new DecideTopology<>(
        SERVICE,
        Topics.DEPLOYMENT_COMMANDS,
        Topics.DEPLOYMENT_EVENTS,
        DeploymentCommand.class,
        new DeploymentDecider(),
        folds
      )
    );
  }
}
