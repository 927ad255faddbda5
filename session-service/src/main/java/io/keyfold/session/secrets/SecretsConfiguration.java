package io.keyfold.session.secrets;

import io.keyfold.platform.log.ReadBarrier;
import io.keyfold.platform.log.View;
import io.keyfold.platform.vault.DerivedSecrets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the secrets of sessions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretProperties.class)
class SecretsConfiguration {

  @Bean
  ClientSecrets clientSecrets(DerivedSecrets derived) {
    return new ClientSecrets(derived);
  }

  @Bean
  SecretLifetimes secretLifetimes(SecretProperties properties) {
    return new SecretLifetimes(properties);
  }

  @Bean
  FirstSecrets firstSecrets(
    @Qualifier("sessionsView") View sessions,
    ClientSecrets texts,
    SecretLifetimes lifetimes,
    Clock clock
  ) {
    return new FirstSecrets(sessions, texts, lifetimes, clock);
  }

  @Bean
  SecretAccess secretAccess(
    @Qualifier("sessionsView") View sessions,
    ClientSecrets texts,
    Clock clock,
    MeterRegistry meters
  ) {
    Counter unconfirmed = Counter.builder("keyfold.sessions.unconfirmed")
      .description("MCP requests whose session secret was checked without confirmation that the view is up to date")
      .register(meters);
    return new SecretAccess(sessions, texts, new ReadBarrier(List.of(sessions), unconfirmed), clock);
  }
}
