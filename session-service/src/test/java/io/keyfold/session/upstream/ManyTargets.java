package io.keyfold.session.upstream;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.vault.Secret;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.JsonToolServer;
import io.keyfold.session.testing.McpMessages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A process that opens and closes upstream targets: it calls a tool at each and then drops its session provider. */
final class ManyTargets {

  private static final int AT_ONCE = 16;
  private static final Duration BOUND = Duration.ofMinutes(5);

  private ManyTargets() {}

  /** Exits with status 0 after that number of targets, once nothing of them is retained. */
  public static void main(String[] arguments) {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    int targets = Integer.parseInt(arguments[0]);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    UpstreamProperties properties = new UpstreamProperties(
      Duration.ofSeconds(30),
      Duration.ofSeconds(60),
      Duration.ofSeconds(60),
      Duration.ofMinutes(10),
      DataSize.ofMegabytes(1),
      DataSize.ofMegabytes(8),
      100,
      100,
      50,
      20,
      Duration.ofSeconds(1),
      Duration.ofMinutes(5),
      Fixtures.NO_CAPS
    );
    try (
      JsonToolServer server = JsonToolServer.onAllLoopbackAddresses();
      UpstreamClients clients = new UpstreamClients(
        properties,
        new EgressPolicy(new EgressProperties(true)),
        (tenant, config) -> Mono.just(Credential.of(Secret.ofText("{\"token\":\"a key\"}"))),
        Clock.systemUTC(),
        meters
      )
    ) {
      Flux.range(0, targets)
        .flatMap(i -> openedAndClosed(clients, server, i), AT_ONCE)
        .blockLast(BOUND);
      await()
        .atMost(BOUND)
        .until(() -> gauge(meters, "clients") + gauge(meters, "clients.closing") == 0);
      System.out.println("calls " + server.calls());
    }
    System.exit(0);
  }

  private static double gauge(SimpleMeterRegistry meters, String name) {
    return meters
      .get("keyfold.upstream." + name)
      .gauge()
      .value();
  }

  private static Mono<Void> openedAndClosed(UpstreamClients clients, JsonToolServer server, int i) {
    String address = "127." + (1 + i / 65_536) + "." + ((i / 256) % 256) + "." + (i % 256);
    Target target = new Target(Fixtures.TENANT, "spr_" + i, Fixtures.resolved(server.url(address), 1, Fixtures.BEARER));
    return clients
      .request(target, McpMessages.call("echo", "{}"), Conversation.SILENT)
      .then(Mono.fromRunnable(() -> clients.drop("spr_" + i)));
  }
}
