package io.keyfold.deployment.home;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the start page and of health as beans. */
@Configuration(proxyBeanMethods = false)
class HomeConfiguration {

  /** A process that runs all services knows more, and brings its own. */
  @Bean
  @ConditionalOnMissingBean
  OverallHealth overallHealth(HealthEndpoint endpoint) {
    return new ReadinessHealth(endpoint);
  }
}
