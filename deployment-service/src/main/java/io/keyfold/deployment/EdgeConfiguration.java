package io.keyfold.deployment;

import io.keyfold.deployment.bootstrap.FirstKeyAnnouncer;
import io.keyfold.deployment.bootstrap.StandardOutput;
import io.keyfold.deployment.custom.UrlGuard;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.thread.ThreadSupervisor;
import java.net.InetAddress;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures what the API edge of this service needs besides the log. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressProperties.class)
class EdgeConfiguration {

  private static final Duration LOOKUP_BOUND = Duration.ofSeconds(1);

  @Bean
  @ConditionalOnMissingBean
  EgressPolicy egressPolicy(EgressProperties properties) {
    return new EgressPolicy(properties);
  }

  @Bean
  UrlGuard urlGuard(EgressPolicy policy, ThreadSupervisor threads) {
    return new UrlGuard(policy, InetAddress::getAllByName, LOOKUP_BOUND, threads);
  }

  @Bean
  @ConditionalOnMissingBean
  FirstKeyAnnouncer firstKeyAnnouncer() {
    return new StandardOutput(System.out);
  }
}
