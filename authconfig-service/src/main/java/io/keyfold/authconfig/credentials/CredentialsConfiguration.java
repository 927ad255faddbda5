package io.keyfold.authconfig.credentials;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures auth configs. */
@Configuration(proxyBeanMethods = false)
class CredentialsConfiguration {

  @Bean
  CredentialValues credentialValues(MeterRegistry meters) {
    return new CredentialValues(meters);
  }
}
