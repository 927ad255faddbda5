package io.keyfold.session.resolutions;

import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.usage.UsageSpool;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of credential resolutions as beans. */
@Configuration(proxyBeanMethods = false)
class ResolutionsConfiguration {

  @Bean
  Resolutions resolutions(
    OpenSessions sessions,
    Resolver resolver,
    CredentialOpener opener,
    UsageSpool spool,
    Clock clock
  ) {
    return new Resolutions(sessions, resolver, opener, spool, clock);
  }
}
