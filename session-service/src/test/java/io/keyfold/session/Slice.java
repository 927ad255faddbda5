package io.keyfold.session;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.WebConfiguration;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.WebFilter;

/** The API edge over in-memory views. The header {@code Tenant} sets the caller's tenant. */
@TestConfiguration(proxyBeanMethods = false)
@EnableWebFlux
@Import({ WebConfiguration.class, FakeFingerprint.class })
public class Slice {

  /** The current time. */
  public static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

  @Bean
  Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  @Bean
  MeterRegistry metrics() {
    return new SimpleMeterRegistry();
  }

  @Bean
  MapView deploymentsView() {
    return new MapView();
  }

  @Bean
  MapView authConfigsView() {
    return new MapView();
  }

  @Bean
  MapView sessionsView() {
    return new MapView();
  }

  @Bean
  MapView usageRecordsView() {
    return new MapView();
  }

  @Bean
  WebFilter authentication() {
    return (exchange, chain) -> {
      String tenant = exchange.getRequest().getHeaders().getFirst("Tenant");
      new Caller(
        new TenantId(tenant == null ? "tnt_a" : tenant),
        new Actor(ActorType.API_KEY, "key_1"),
        Set.of("instance.usage:read", "instance.audit:read"),
        "req_1"
      ).attach(exchange);
      return chain.filter(exchange);
    };
  }
}
