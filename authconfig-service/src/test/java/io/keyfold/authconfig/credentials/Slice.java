package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.decide.AuthConfigDecider;
import io.keyfold.authconfig.decide.AuthConfigFolds;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.platform.testing.InMemoryDataKeys;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.MovableClock;
import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.RequestFingerprint;
import io.keyfold.platform.web.WebConfiguration;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Event;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.WebFilter;

/** The service's HTTP edge over an in-memory log, with the real decider, folds and vault. */
@TestConfiguration
@EnableWebFlux
@ComponentScan("io.keyfold.authconfig.users")
@Import({
  WebConfiguration.class,
  CredentialsConfiguration.class,
  AuthConfigController.class,
  CredentialVersionController.class,
})
public class Slice {

  @Bean
  Clock clock() {
    return new MovableClock(Given.NOW);
  }

  @Bean
  RequestFingerprint fingerprint() {
    return new FakeFingerprint();
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  InMemoryDataKeys dataKeys() {
    return new InMemoryDataKeys();
  }

  @Bean
  Vault vault(InMemoryDataKeys keys, Clock clock) {
    return TestVaults.over(keys, clock);
  }

  @Bean
  InMemoryLog<AuthConfigCommand, Event> log() {
    return new InMemoryLog<>(AuthConfigCommand.class, new AuthConfigDecider(), List.of(AuthConfigFolds.all()));
  }

  @Bean
  View authConfigsView(InMemoryLog<AuthConfigCommand, Event> log) {
    return log;
  }

  @Bean
  Writer writer(InMemoryLog<AuthConfigCommand, Event> log) {
    return log;
  }

  @Bean
  MapView usageView() {
    return new MapView();
  }

  @Bean
  MapView deploymentsView() {
    return new MapView().apply(
      new CatalogueProjection(),
      List.of(
        DeploymentEvents.exa(),
        DeploymentEvents.slack(),
        DeploymentEvents.open(),
        DeploymentEvents.mixed(),
        DeploymentEvents.created("pdp_exa", "prv_exa"),
        DeploymentEvents.created("pdp_exa2", "prv_exa"),
        DeploymentEvents.created("pdp_slack", "prv_slack"),
        DeploymentEvents.created("pdp_open", "prv_open"),
        DeploymentEvents.created("pdp_old", "prv_exa"),
        DeploymentEvents.archived("pdp_old", "prv_exa", 2)
      )
    );
  }

  /** A header sets the caller's tenant; the default is Acme. */
  @Bean
  WebFilter authentication() {
    return (exchange, chain) -> {
      String tenant = Optional.ofNullable(exchange.getRequest().getHeaders().getFirst("x-tenant")).orElse("tnt_acme");
      Actor actor = new Actor(ActorType.API_KEY, "apk_1");
      new Caller(new TenantId(tenant), actor, Set.of(), "req_1").attach(exchange);
      return chain.filter(exchange);
    };
  }
}
