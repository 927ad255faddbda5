package io.keyfold.session.sessions;

import io.keyfold.platform.log.View;
import io.keyfold.platform.web.PublicUrl;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.secrets.FirstSecrets;
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
  OpenSessions openSessions(@Qualifier("sessionsView") View sessions) {
    return new OpenSessions(sessions);
  }

  @Bean
  Presence presence(Clock clock, MeterRegistry meters) {
    return new Presence(clock, meters);
  }

  @Bean
  SessionCommands sessionCommands(
    @Qualifier("sessionsView") View sessions,
    @Qualifier("authConfigsView") View credentials,
    Resolver resolver,
    FirstSecrets secrets
  ) {
    return new SessionCommands(sessions, new ProviderEntries(resolver, credentials), secrets);
  }

  @Bean
  SessionRenderer sessionRenderer(
    @Qualifier("sessionsView") View sessions,
    Catalogue catalogue,
    Resolver resolver,
    CallCounts counts,
    Presence presence,
    PublicUrl publicUrl
  ) {
    return new SessionRenderer(sessions, catalogue, resolver, counts, presence, publicUrl);
  }
}
