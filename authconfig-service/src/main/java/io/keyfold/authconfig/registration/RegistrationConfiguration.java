package io.keyfold.authconfig.registration;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.oauth.discovery.ClientRegistration;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.vault.Vault;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the registration of clients. */
@Configuration(proxyBeanMethods = false)
class RegistrationConfiguration {

  @Bean
  Registrations registrations(
    Apps apps,
    ClientRegistration clients,
    Vault vault,
    CommandLog log,
    EgressPolicy policy,
    Clock clock
  ) {
    return new Registrations(apps, clients, new Sealing(vault), log, policy, clock);
  }
}
