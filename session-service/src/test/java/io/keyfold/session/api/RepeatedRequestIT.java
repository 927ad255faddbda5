package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.JsonToolServer;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.session.testing.TestUpstreams;
import io.keyfold.session.upstream.UpstreamClients;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;

/** A client sends a request again, for example because its connection broke. */
class RepeatedRequestIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(50);
  private static final String RESULT = "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}";
  private static final String NEWS =
    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/vendor\",\"params\":{\"news\":1}}";

  private final Sinks.Empty<Void> release = Sinks.empty();
  private final Sinks.Empty<Void> started = Sinks.empty();

  /** Sends news until it is released, then the result. */
  private final JsonToolServer provider = JsonToolServer.replying((id, response) -> {
    started.tryEmitEmpty();
    return response.header("Content-Type", "text/event-stream").sendString(
      Flux.interval(STEP)
        .onBackpressureDrop()
        .map(step -> NEWS)
        .takeUntilOther(release.asMono())
        .concatWith(Mono.just(JsonToolServer.message(id, RESULT)))
        .map(message -> "data: " + message + "\n\n")
    );
  });

  private final UpstreamClients upstream = TestUpstreams.clients(
    TestUpstreams.properties(
      new TestUpstreams.Times(Duration.ofSeconds(10), BOUND, BOUND, Duration.ofMinutes(10)),
      DataSize.ofMegabytes(1),
      DataSize.ofMegabytes(2)
    )
  );
  private final SessionApi api = new SessionApi(upstream);
  private final DisposableServer server = api.serve();

  @BeforeEach
  void given() {
    api.given(
      Events.provider(provider.url(), InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1")
    );
    api.given(Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL));
  }

  @AfterEach
  void tearDown() {
    release.tryEmitEmpty();
    server.disposeNow();
    upstream.close();
    api.close();
    provider.close();
  }

  @Test
  @Tag("promise-2")
  void aRepeatedRequestJoinsTheOneUnderWay() {
    String session = session();

    Mono<String> first = call(session, "scn_1", 7, "{}", part -> {}).cache();
    first.subscribe();
    started.asMono().block(BOUND);
    String repeated = call(session, "scn_1", 7, "{}", part -> release.tryEmitEmpty()).block(BOUND);

    assertThat(repeated).contains("notifications/vendor", "\"id\":7", "done");
    assertThat(first.block(BOUND)).contains("\"id\":7", "done");
    assertThat(provider.calls()).isEqualTo(1);
  }

  @Test
  @Tag("promise-5")
  void requestsOfOthersWithTheSameIdAreCallsOfTheirOwn() {
    String session = session();
    release.tryEmitEmpty();

    Flux.merge(
      call(session, "scn_1", 7, "{}", part -> {}),
      call(session, "scn_2", 7, "{}", part -> {}),
      call(session, "", 7, "{}", part -> {}),
      call(session, "", 7, "{}", part -> {}),
      call(session, "scn_1", 7, "{\"other\":1}", part -> {})
    )
      .doOnNext(answer -> assertThat(answer).contains("\"id\":7", "done"))
      .blockLast(BOUND);

    assertThat(provider.calls()).isEqualTo(5);
  }

  private Mono<String> call(String session, String connection, int id, String arguments, Consumer<String> onPart) {
    String name = "act_" + JsonPath.<String>read(session, "$.providers[0].tag");
    String body = JsonToolServer.message(
      String.valueOf(id),
      "\"method\":\"tools/call\",\"params\":{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}"
    );
    return HttpClient.create()
      .headers(headers -> {
        headers.set("Authorization", "Bearer " + SessionApi.KEY);
        headers.set("Content-Type", "application/json");
        headers.set("Accept", "application/json, text/event-stream");
        headers.set("MCP-Protocol-Version", "2025-11-25");
        if (!connection.isEmpty()) {
          headers.set("Mcp-Session-Id", connection);
        }
      })
      .post()
      .uri("http://127.0.0.1:" + server.port() + "/mcp/" + JsonPath.<String>read(session, "$.id"))
      .send(ByteBufFlux.fromString(Mono.just(body)))
      .responseContent()
      .asString()
      .doOnNext(onPart)
      .collectList()
      .map(parts -> String.join("", parts));
  }

  private String session() {
    return Objects.requireNonNull(
      api
        .client(SessionApi.KEY)
        .post()
        .uri("/sessions")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"providers\":[{\"provider_deployment_id\":\"pdp_1\"}]}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
    );
  }
}
