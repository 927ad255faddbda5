package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.vault.Secret;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.JsonToolServer;
import io.keyfold.session.testing.McpMessages;
import io.keyfold.session.testing.TestUpstreams;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Tests that the content of a response decides its outcome, not its timing. */
class ProviderAnswersIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String PROGRESS = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}";
  private static final int MAX_RESPONSE = 4 * 1024 * 1024;

  private final UpstreamClients clients = new UpstreamClients(
    TestUpstreams.properties(
      new TestUpstreams.Times(
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofMinutes(10)
      ),
      DataSize.ofBytes(MAX_RESPONSE),
      DataSize.ofMegabytes(80)
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

  @Test
  @Tag("promise-8")
  void largeResponsesArriveCompletelyUnderLoad() {
    String text = "x".repeat(3_000_000);
    for (JsonToolServer.Reply reply : List.of(
      JsonToolServer.result(id -> JsonToolServer.message(id, result(text))),
      JsonToolServer.events(List.of(id -> JsonToolServer.message(id, result(text))))
    )) {
      try (JsonToolServer server = JsonToolServer.replying(reply)) {
        List<Integer> lengths = Flux.range(0, 12)
          .flatMap(i -> call(server), 6)
          .map(answer -> McpMessages.text(answer).length())
          .collectList()
          .block(BOUND);
        assertThat(lengths).hasSize(12).containsOnly(text.length());
      }
    }
  }

  @Test
  void theLastPartOfAResponseMayArriveAfterAnotherCall() {
    Sinks.Empty<Void> release = Sinks.empty();
    AtomicInteger calls = new AtomicInteger();
    try (
      JsonToolServer server = JsonToolServer.replying((id, response) -> {
        String message = JsonToolServer.message(id, result("hello"));
        Mono<String> last = Mono.just(message.substring(20));
        return response
          .header("Content-Type", "application/json")
          .sendString(
            Flux.concat(
              Mono.just(message.substring(0, 20)),
              calls.getAndIncrement() == 0 ? release.asMono().then(last) : last
            )
          );
      })
    ) {
      Mono<RpcMessage.Response> held = call(server).cache();
      held.subscribe();
      org.awaitility.Awaitility.await()
        .atMost(BOUND)
        .until(() -> calls.get() == 1);

      assertThat(McpMessages.text(Objects.requireNonNull(call(server).block(BOUND)))).isEqualTo("hello");
      release.tryEmitEmpty();
      assertThat(McpMessages.text(Objects.requireNonNull(held.block(BOUND)))).isEqualTo("hello");
    }
  }

  @Test
  void aResponseWithoutAResultIsReported() {
    for (JsonToolServer.Reply reply : List.of(
      JsonToolServer.events(List.of(id -> PROGRESS)),
      JsonToolServer.events(List.of(id -> JsonToolServer.message("\"another\"", result("not yours")))),
      JsonToolServer.result(id -> PROGRESS),
      JsonToolServer.result(id -> "")
    )) {
      assertFails(reply, "The provider ended its response without a result");
    }
  }

  @Test
  void otherStreamMessagesAreIgnored() {
    try (
      JsonToolServer server = JsonToolServer.replying(
        JsonToolServer.events(
          // The first event has no data, as those that MCP 2025-11-25 starts a stream with.
          List.of(id -> "", id -> PROGRESS, id -> JsonToolServer.message(id, result("hello")), id -> PROGRESS)
        )
      )
    ) {
      for (int i = 0; i < 5; i++) {
        assertThat(McpMessages.text(Objects.requireNonNull(call(server).block(BOUND)))).isEqualTo("hello");
      }
    }
  }

  @Test
  void theConnectionOfAStreamThatEndsWithItsResultIsUsedAgain() {
    try (
      JsonToolServer server = JsonToolServer.replying(
        JsonToolServer.events(List.of(id -> PROGRESS, id -> JsonToolServer.message(id, result("hello"))))
      )
    ) {
      for (int i = 0; i < 10; i++) {
        assertThat(McpMessages.text(Objects.requireNonNull(call(server).block(BOUND)))).isEqualTo("hello");
      }
      assertThat(server.connections()).isLessThan(10);
    }
  }

  @Test
  void anErrorWithoutAMessageKeepsItsCode() {
    for (String error : List.of(
      "{\"code\":-32050}",
      "{\"code\":-32050,\"message\":null}",
      "{\"code\":-32050,\"message\":\"\"}"
    )) {
      try (
        JsonToolServer server = JsonToolServer.replying(
          JsonToolServer.result(id -> JsonToolServer.message(id, "\"error\":" + error))
        )
      ) {
        assertThat(call(server).block(BOUND)).isInstanceOfSatisfying(RpcMessage.Fault.class, fault -> {
          assertThat(fault.code()).isEqualTo(-32050);
          assertThat(fault.error().json().json()).isEqualTo(error);
        });
      }
    }
  }

  @Test
  void anErrorWithoutAnIdBelongsToItsRequest() {
    try (
      JsonToolServer server = JsonToolServer.replying((id, response) ->
        response
          .status(400)
          .header("Content-Type", "application/json")
          .sendString(Mono.just(JsonToolServer.message("null", "\"error\":{\"code\":-32600,\"message\":\"no\"}")))
      )
    ) {
      assertThat(call(server).block(BOUND)).isInstanceOfSatisfying(RpcMessage.Fault.class, fault ->
        assertThat(fault.error().json().json()).isEqualTo("{\"code\":-32600,\"message\":\"no\"}")
      );
    }
  }

  @Test
  void aResponseAboveTheSizeLimitFailsWithTheLimit() {
    assertFails(
      JsonToolServer.result(id -> JsonToolServer.message(id, result("x".repeat(MAX_RESPONSE)))),
      "The provider sent a response of more than " + MAX_RESPONSE + " bytes"
    );
  }

  @Test
  void aResponseAboveTheNestingLimitFailsWithTheLimit() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    assertFails(
      JsonToolServer.result(id ->
        JsonToolServer.message(id, "\"result\":{\"content\":[],\"structuredContent\":{\"a\":" + deep + "}}")
      ),
      "The provider sent JSON nested deeper than 1000 levels"
    );
  }

  private void assertFails(JsonToolServer.Reply reply, String text) {
    try (JsonToolServer server = JsonToolServer.replying(reply)) {
      assertThatThrownBy(() -> call(server).block(BOUND)).isInstanceOfSatisfying(ProviderFailure.class, e -> {
        assertThat(e.text()).isEqualTo(text);
        assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
      });
    }
  }

  private Mono<RpcMessage.Response> call(JsonToolServer server) {
    Target target = new Target(Fixtures.TENANT, "spr_1", Fixtures.resolved(server.url(), 1, Fixtures.BEARER));
    return clients.request(target, McpMessages.call("echo", "{}"), Conversation.SILENT);
  }

  private static String result(String text) {
    return "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
  }
}
