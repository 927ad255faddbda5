package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.DerivedSecrets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the API of setup sessions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SetupProperties.class)
class SetupConfiguration {

  @Bean
  LinkSecrets linkSecrets(DerivedSecrets secrets) {
    return new LinkSecrets(secrets);
  }

  @Bean
  SetupSessionWrites setupSessionWrites(
    @Qualifier("authConfigsView") View view,
    @Qualifier("deploymentsView") View deployments,
    Writer writer,
    Apps apps
  ) {
    return new SetupSessionWrites(view, writer, new SetupTarget(view, new MethodChoice(deployments), apps));
  }

  @Bean
  SetupRenderer setupRenderer(
    @Qualifier("authConfigsView") View view,
    @Qualifier("deploymentsView") View deployments,
    PublicLinks links,
    LinkSecrets secrets,
    Clock clock
  ) {
    return new SetupRenderer(view, deployments, links, secrets, clock);
  }

  @Bean
  SetupStreams setupStreams(
    @Qualifier("authConfigsView") View view,
    SetupProperties properties,
    Clock clock,
    MeterRegistry meters
  ) {
    return new SetupStreams(view, properties.stream(), clock, meters);
  }
}
