package io.keyfold.authconfig.credentials;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the validation of credentials. */
@Configuration(proxyBeanMethods = false)
class CredentialsConfiguration {

  @Bean
  CredentialValues credentialValues(MeterRegistry meters) {
    return new CredentialValues(meters);
  }
}
