package io.keyfold.deployment.home;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the start page and health. */
@Configuration(proxyBeanMethods = false)
class HomeConfiguration {

  /** A process that runs all services provides its own bean. */
  @Bean
  @ConditionalOnMissingBean
  OverallHealth overallHealth(HealthEndpoint endpoint) {
    return new ReadinessHealth(endpoint);
  }
}
