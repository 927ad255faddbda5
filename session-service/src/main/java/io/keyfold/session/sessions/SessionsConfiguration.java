package io.keyfold.session.sessions;

import io.keyfold.platform.log.View;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.web.PublicUrl;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.usage.CallCounts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures sessions. */
@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {

  @Bean
  ClientSecrets clientSecrets(DerivedSecrets derived) {
    return new ClientSecrets(derived);
  }

  @Bean
  OpenSessions openSessions(@Qualifier("sessionsView") View sessions, ClientSecrets secrets) {
    return new OpenSessions(sessions, secrets);
  }

  @Bean
  Presence presence(Clock clock, MeterRegistry meters) {
    return new Presence(clock, meters);
  }

  @Bean
  SessionCommands sessionCommands(
    @Qualifier("sessionsView") View sessions,
    @Qualifier("authConfigsView") View credentials,
    Resolver resolver
  ) {
    return new SessionCommands(sessions, new ProviderEntries(resolver, credentials));
  }

  @Bean
  SessionRenderer sessionRenderer(
    @Qualifier("sessionsView") View sessions,
    Catalogue catalogue,
    Resolver resolver,
    CallCounts counts,
    ClientSecrets secrets,
    Presence presence,
    PublicUrl publicUrl
  ) {
    return new SessionRenderer(sessions, catalogue, resolver, counts, secrets, presence, publicUrl);
  }
}
