package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.Providers;
import io.keyfold.acceptance.mcp.agent.Agent;
import io.keyfold.acceptance.mcp.agent.ClassicAgent;
import io.keyfold.acceptance.mcp.agent.ModernAgent;
import io.keyfold.acceptance.mcp.agent.RestAgent;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays each oddity through a session: over REST, and over MCP with a client of each era. */
@ExtendWith(RunningKeyfold.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("promise-8")
class McpOdditiesIT {

  /** What the MCP clients support. */
  private static final String CAPABILITIES = "{\"elicitation\":{\"form\":{},\"url\":{}},\"sampling\":{},\"roots\":{}}";

  private static final int THREADS = 4;

  private final Map<String, Scene> scenes = new ConcurrentHashMap<>();
  private final OddServer server = OddServer.start();
  private Api tenant;

  @BeforeAll
  void prepare(Keyfold keyfold) {
    tenant = keyfold.newTenant("Odd Corp");
    // One after another, the sessions would take most of the test's time, waiting for the log.
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      CompletableFuture<?>[] prepared = Oddities.all()
        .stream()
        .flatMap(oddity ->
          oddity
            .apis()
            .stream()
            .map(api -> CompletableFuture.runAsync(() -> prepare(oddity, api), threads))
        )
        .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(prepared).join();
    }
  }

  @AfterAll
  void close() {
    server.close();
  }

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("rows")
  void behavesAsDocumented(Oddity oddity, Oddity.Api api) {
    Scene scene = Objects.requireNonNull(scenes.get(oddity.name() + api));
    Play play = new Play(agent(api, scene), scene.peer(), scene.url());

    assertThatCode(() -> oddity.check().play(play))
      .as("%s; the server received %s", oddity.correct(), scene.peer().received())
      .doesNotThrowAnyException();
  }

  static Stream<Arguments> rows() {
    return Oddities.all()
      .stream()
      .flatMap(oddity ->
        oddity
          .apis()
          .stream()
          .sorted()
          .map(api -> Arguments.of(oddity, api))
      );
  }

  /**
   * What one play needs.
   *
   * @param url the server's
   * @param session in front of it
   */
  private record Scene(Peer peer, String url, ApiResponse session) {}

  private void prepare(Oddity oddity, Oddity.Api api) {
    Peer peer = oddity.peer().get();
    String url = server.play(oddity.name() + "/" + api, peer) + oddity.suffix();
    scenes.put(oddity.name() + api, new Scene(peer, url, Providers.sessionFor(tenant, url, Map.of())));
  }

  private Agent agent(Oddity.Api api, Scene scene) {
    ApiResponse session = scene.session();
    String tag = session.body().path("providers").path(0).path("tag").asString();
    String url = session.text("connection_url");
    return switch (api) {
      case REST -> new RestAgent(tenant, session.id(), tag);
      case CLASSIC -> ClassicAgent.connect(url, tenant.key(), tag, CAPABILITIES);
      case MODERN -> ModernAgent.at(url, tenant.key(), tag, CAPABILITIES);
    };
  }
}
