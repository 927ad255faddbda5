package io.keyfold.authconfig.branding;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.decide.AuthConfigDecider;
import io.keyfold.authconfig.decide.AuthConfigFolds;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.MovableClock;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.PublicUrl;
import io.keyfold.platform.web.RequestFingerprint;
import io.keyfold.platform.web.WebConfiguration;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** The branding API over an in-memory log, with name servers that tests fill. */
@TestConfiguration
@EnableWebFlux
@Import({ WebConfiguration.class, BrandingController.class, LogoController.class })
class BrandingSlice {

  /** TXT records: {@code <name> <value>}. */
  static final class Records {

    private final Set<String> texts = ConcurrentHashMap.newKeySet();

    void add(String host, String tenant) {
      HostName name = HostName.of(host).orElseThrow();
      texts.add(HostProof.record(name) + " " + HostProof.value(new TenantId(tenant)));
    }

    Mono<Boolean> shown(HostName host, TenantId tenant) {
      return Mono.just(texts.contains(HostProof.record(host) + " " + HostProof.value(tenant)));
    }
  }

  @Bean
  MovableClock clock() {
    return new MovableClock(Given.NOW);
  }

  @Bean
  RequestFingerprint fingerprint() {
    return new FakeFingerprint();
  }

  @Bean
  Records records() {
    return new Records();
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
  TenantPages tenantPages(InMemoryLog<AuthConfigCommand, Event> log, PublicUrl publicUrl) {
    return new TenantPages(log, new MapView(), publicUrl);
  }

  @Bean
  BrandingWrites writes(InMemoryLog<AuthConfigCommand, Event> log, Records records) {
    return new BrandingWrites(log, (Writer) log, records::shown, new PublicUrl("https://keyfold.example"));
  }

  /** A header sets the caller's tenant; the default is Acme. */
  @Bean
  WebFilter authentication() {
    return (exchange, chain) -> {
      String tenant = Optional.ofNullable(exchange.getRequest().getHeaders().getFirst("x-tenant")).orElse("tnt_acme");
      new Caller(new TenantId(tenant), new Actor(ActorType.API_KEY, "apk_1"), Set.of(), "req_1").attach(exchange);
      return chain.filter(exchange);
    };
  }
}
