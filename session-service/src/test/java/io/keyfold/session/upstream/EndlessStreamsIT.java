package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.vault.Secret;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.testing.EndlessStreamServer;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.McpMessages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tests that servers that never end their streams cost no more sockets than the connection pool has. */
@Tag("promise-8")
class EndlessStreamsIT {

  private static final Duration BOUND = Duration.ofMinutes(2);

  /** Twice the pool: calls that kept their connection would not all find one. */
  private static final int CALLS = 2 * UpstreamHttp.MAX_CONNECTIONS;

  private static final int AT_ONCE = 16;

  private final UpstreamClients clients = new UpstreamClients(
    new UpstreamProperties(
      Duration.ofSeconds(60),
      Duration.ofSeconds(60),
      Duration.ofSeconds(60),
      Duration.ofMinutes(10),
      DataSize.ofMegabytes(1),
      DataSize.ofMegabytes(16),
      10,
      100,
      50,
      20,
      Duration.ofSeconds(1),
      Duration.ofMinutes(5),
      Fixtures.NO_CAPS
    ),
    new EgressPolicy(new EgressProperties(true)),
    (tenant, config) -> Mono.just(Credential.of(Secret.ofText("{\"token\":\"canary-7f3a9c1e5b\"}"))),
    Clock.systemUTC(),
    new SimpleMeterRegistry()
  );

  @AfterEach
  void tearDown() {
    clients.close();
  }

  @ParameterizedTest
  @ValueSource(strings = { "2025-11-25", "2026-07-28" })
  void aThousandCallsToAServerThatNeverEndsItsStreamsTakeNoMoreSocketsThanThePool(String version) {
    try (EndlessStreamServer server = EndlessStreamServer.of(version)) {
      Target target = new Target(Fixtures.TENANT, "spr_1", Fixtures.resolved(server.url(), 1, Fixtures.BEARER));

      List<String> answers = Flux.range(0, CALLS)
        .flatMap(
          i -> clients.request(target, McpMessages.call("echo", "{}"), Conversation.SILENT).map(McpMessages::text),
          AT_ONCE
        )
        .collectList()
        .block(BOUND);

      assertThat(answers).hasSize(CALLS).containsOnly("hello");
      assertThat(server.calls()).isEqualTo(CALLS);
      assertThat(server.mostOpen()).isLessThanOrEqualTo(UpstreamHttp.MAX_CONNECTIONS);
      await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(server.open()).isLessThanOrEqualTo(AT_ONCE));
    }
  }
}
