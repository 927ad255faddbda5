package io.keyfold.authconfig.vendors;

import io.keyfold.authconfig.oauth.discovery.Discovery;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the search for vendors. */
@Configuration(proxyBeanMethods = false)
class VendorsConfiguration {

  @Bean
  Vendors vendors(Discovery discovery) {
    return new Vendors(discovery);
  }
}
