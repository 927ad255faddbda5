package io.keyfold.authconfig.oauth;

import io.keyfold.authconfig.oauth.discovery.ClientRegistration;
import io.keyfold.authconfig.oauth.discovery.Discovery;
import io.keyfold.authconfig.oauth.discovery.DiscoveryProperties;
import io.keyfold.authconfig.oauth.discovery.HttpDiscovery;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import io.keyfold.authconfig.oauth.http.OAuthHttpProperties;
import io.keyfold.authconfig.oauth.protocol.VendorOAuthClient;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the OAuth protocol. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ OAuthHttpProperties.class, DiscoveryProperties.class, EgressProperties.class })
class OAuthConfiguration {

  @Bean
  EgressPolicy egressPolicy(EgressProperties properties) {
    return new EgressPolicy(properties);
  }

  @Bean
  OAuthHttp oauthHttp(OAuthHttpProperties properties, EgressPolicy policy, MeterRegistry meters) {
    return new OAuthHttp(properties, policy, meters);
  }

  @Bean
  OAuthClient oauthClient(OAuthHttp http, Clock clock) {
    return new VendorOAuthClient(http, clock);
  }

  @Bean
  Discovery oauthDiscovery(OAuthHttp http, EgressPolicy policy, DiscoveryProperties properties, MeterRegistry meters) {
    return new HttpDiscovery(http, policy, properties, meters);
  }

  @Bean
  ClientRegistration oauthClientRegistration(OAuthHttp http) {
    return new ClientRegistration(http);
  }
}
