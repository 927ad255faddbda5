package io.keyfold.session.connect;

import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.setup.SetupUrls;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures links to connect. */
@Configuration(proxyBeanMethods = false)
class ConnectConfiguration {

  @Bean
  SetupWaits setupWaits(@Qualifier("authConfigsView") View credentials) {
    return new SetupWaits(credentials);
  }

  @Bean
  Connections connections(
    OpenSessions sessions,
    Catalogue catalogue,
    Resolver resolver,
    @Qualifier("authConfigsView") View credentials,
    @Qualifier("authConfigCommands") CommandLog commands,
    DerivedSecrets secrets,
    Clock clock
  ) {
    StartedSetups setups = new StartedSetups(credentials, commands, secrets, clock);
    return new Connections(sessions, catalogue, resolver, credentials, setups, new SetupUrls(secrets));
  }
}
