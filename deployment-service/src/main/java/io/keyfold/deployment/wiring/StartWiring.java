package io.keyfold.deployment.wiring;

import io.keyfold.deployment.bootstrap.Bootstrap;
import io.keyfold.deployment.bootstrap.BootstrapProperties;
import io.keyfold.deployment.bootstrap.FirstKeyAnnouncer;
import io.keyfold.deployment.catalogue.CatalogueProperties;
import io.keyfold.deployment.catalogue.CataloguePublisher;
import io.keyfold.deployment.catalogue.ShippedCatalogue;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.wiring.StartTask;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Writes the first tenant and key and new catalogue versions at start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ BootstrapProperties.class, CatalogueProperties.class })
class StartWiring {

  @Bean
  @Order(1)
  StartTask firstKey(
    BootstrapProperties properties,
    View deploymentsView,
    CommandLog log,
    FirstKeyAnnouncer announcer,
    Clock clock
  ) {
    Optional<ApiKeySecret> chosen = properties.chosen();
    Bootstrap bootstrap = new Bootstrap(chosen, deploymentsView, log, announcer, clock);
    return new StartTask("first key", bootstrap::run);
  }

  /** Read the catalogue here, so that an error in it prevents the start. */
  @Bean
  @Order(2)
  StartTask catalogue(
    CatalogueProperties properties,
    Environment environment,
    EgressPolicy egress,
    View deploymentsView,
    CommandLog log,
    Clock clock
  ) {
    List<Provider> catalogue = ShippedCatalogue.load(properties.directory(), environment::resolvePlaceholders, egress);
    CataloguePublisher publisher = new CataloguePublisher(catalogue, deploymentsView, log, clock);
    return new StartTask("catalogue", publisher::publish);
  }
}
