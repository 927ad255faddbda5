package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.session.credentials.CredentialOpener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures calls to providers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ UpstreamProperties.class, EgressProperties.class })
class UpstreamConfiguration {

  @Bean
  EgressPolicy egressPolicy(EgressProperties properties) {
    return new EgressPolicy(properties);
  }

  @Bean(destroyMethod = "close")
  McpServers mcpServers(
    UpstreamProperties properties,
    EgressPolicy egress,
    CredentialOpener opener,
    Clock clock,
    MeterRegistry meters
  ) {
    return new UpstreamClients(properties, egress, opener, clock, meters);
  }
}
