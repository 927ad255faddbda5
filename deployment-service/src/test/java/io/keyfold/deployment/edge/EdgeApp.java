package io.keyfold.deployment.edge;

import io.keyfold.deployment.Given;
import io.keyfold.deployment.catalogue.CataloguePublisher;
import io.keyfold.deployment.catalogue.ShippedCatalogue;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.custom.UrlGuard;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.home.OverallHealth;
import io.keyfold.platform.access.AccessConfiguration;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.access.Scopes;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.web.RequestFingerprint;
import io.keyfold.platform.web.WebConfiguration;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;

/**
 * The whole API edge of the service over an in-memory log, with the shipped catalogue and two tenants with a key each.
 */
final class EdgeApp {

  private static final ApiKeySecret ACME = ApiKeySecret.generate();
  private static final ApiKeySecret GLOBEX = ApiKeySecret.generate();

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class);
  private final InMemoryLog<DeploymentCommand, DeploymentEvent> log;

  EdgeApp() {
    log = context.getBean(Beans.class).log;
    tenant(Given.ACME, ACME);
    tenant(Given.GLOBEX, GLOBEX);
    new CataloguePublisher(
      ShippedCatalogue.load(
        null,
        new MockEnvironment()::resolvePlaceholders,
        new EgressPolicy(new EgressProperties(false))
      ),
      log,
      log,
      Clock.systemUTC()
    )
      .publish()
      .block();
  }

  private void tenant(TenantId tenant, ApiKeySecret key) {
    log.append(Given.createTenant(tenant)).block();
    log.append(Given.createApiKey(tenant, "apk_" + tenant.value(), key.sha256(), Scopes.ALL)).block();
  }

  /** {@return a caller with all scopes} */
  WebTestClient acme() {
    return as(ACME.reveal());
  }

  /** {@return another tenant's caller with all scopes} */
  WebTestClient globex() {
    return as(GLOBEX.reveal());
  }

  /** {@return a caller of the first tenant with only these scopes} */
  WebTestClient acmeWith(String... scopes) {
    ApiKeySecret key = ApiKeySecret.generate();
    log.append(Given.createApiKey(Given.ACME, "apk_" + scopes.length, key.sha256(), List.of(scopes))).block();
    return as(key.reveal());
  }

  WebTestClient as(String key) {
    return WebTestClient.bindToApplicationContext(context)
      .configureClient()
      .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key)
      .build();
  }

  WebTestClient anonymous() {
    return WebTestClient.bindToApplicationContext(context).build();
  }

  /** Makes the health check report that Keyfold is down. */
  void goDown() {
    context.getBean(Beans.class).up.set(false);
  }

  List<DeploymentEvent> events() {
    return log.events();
  }

  /** Not a @Configuration: the component scan of the service must not find it. */
  @EnableWebFlux
  @Import({ WebConfiguration.class, AccessConfiguration.class })
  @ComponentScan(
    basePackages = "io.keyfold.deployment",
    useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = RestController.class)
  )
  static class Beans {

    final InMemoryLog<DeploymentCommand, DeploymentEvent> log = Given.log();
    final AtomicBoolean up = new AtomicBoolean(true);

    @Bean
    InMemoryLog<DeploymentCommand, DeploymentEvent> deploymentsView() {
      return log;
    }

    @Bean
    UrlGuard urlGuard(ThreadSupervisor threads) {
      return new UrlGuard(
        new EgressPolicy(new EgressProperties(false)),
        host -> new InetAddress[] { InetAddress.getByName(host.startsWith("inside.") ? "10.0.0.1" : "1.1.1.1") },
        Duration.ofSeconds(5),
        threads
      );
    }

    @Bean
    OverallHealth health() {
      return up::get;
    }

    @Bean
    DerivedSecrets derivedSecrets() {
      return TestVaults.keyset();
    }

    @Bean
    RequestFingerprint fingerprint() {
      return new FakeFingerprint();
    }
  }
}
