package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.apps.AppSecrets;
import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.decide.AuthConfigDecider;
import io.keyfold.authconfig.decide.AuthConfigFolds;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.discovery.DiscoveryProperties;
import io.keyfold.authconfig.oauth.discovery.HttpDiscovery;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import io.keyfold.authconfig.oauth.http.OAuthHttpProperties;
import io.keyfold.authconfig.oauth.protocol.VendorOAuthClient;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;
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
        DeploymentEvents.wiki(),
        DeploymentEvents.created("pdp_wiki", "prv_wiki"),
        DeploymentEvents.created("pdp_exa", "prv_exa"),
        DeploymentEvents.created("pdp_exa2", "prv_exa"),
        DeploymentEvents.created("pdp_slack", "prv_slack"),
        DeploymentEvents.created("pdp_open", "prv_open"),
        DeploymentEvents.created("pdp_old", "prv_exa"),
        DeploymentEvents.archived("pdp_old", "prv_exa", 2)
      )
    );
  }

  @Bean
  EgressPolicy egressPolicy() {
    return new EgressPolicy(new EgressProperties(true));
  }

  @Bean
  OAuthHttp oauthHttp(EgressPolicy policy, MeterRegistry meters) {
    Duration bound = Duration.ofSeconds(30);
    return new OAuthHttp(new OAuthHttpProperties(bound, bound, DataSize.ofMegabytes(1), 10, 10), policy, meters);
  }

  @Bean
  Vendors vendors(OAuthHttp http, EgressPolicy policy, MeterRegistry meters) {
    return new Vendors(new HttpDiscovery(http, policy, new DiscoveryProperties(10, Duration.ofMinutes(1)), meters));
  }

  @Bean
  MachineGrants machineGrants(View authConfigsView, Vendors vendors, OAuthHttp http, Vault vault, Clock clock) {
    Apps apps = new Apps(authConfigsView, new AppSecrets(vault));
    return new MachineGrants(apps, vendors, new VendorOAuthClient(http, clock), new TokenVault(vault), clock);
  }

  /** Headers set the caller's tenant, by default Acme, and a scope. */
  @Bean
  WebFilter authentication() {
    return (exchange, chain) -> {
      String tenant = Optional.ofNullable(exchange.getRequest().getHeaders().getFirst("x-tenant")).orElse("tnt_acme");
      Actor actor = new Actor(ActorType.API_KEY, "apk_1");
      Set<String> scopes = Set.copyOf(exchange.getRequest().getHeaders().getOrEmpty("x-scope"));
      new Caller(new TenantId(tenant), actor, scopes, "req_1").attach(exchange);
      return chain.filter(exchange);
    };
  }
}
