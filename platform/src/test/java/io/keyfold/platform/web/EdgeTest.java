package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class EdgeTest {

  private static final String SECRET = "sk_live_51H8CanarySecretValue";

  private WebTestClient client = WebTestClient.bindToServer().build();

  @BeforeEach
  void start() {
    client = WebTestClient.bindToApplicationContext(new AnnotationConfigApplicationContext(App.class)).build();
  }

  @Test
  void aValidBodyIsBound() {
    post("{\"name\":\"a\",\"providerId\":\"prv_x\",\"metadata\":{\"customerId\":1.50}}")
      .expectStatus()
      .isOk()
      .expectHeader()
      .valueEquals(HttpHeaders.ETAG, "\"v3\"")
      .expectBody()
      .json("{\"name\":\"a\",\"provider_id\":\"prv_x\",\"created_at\":\"2026-01-02T03:04:05.678Z\",\"color\":null}");
  }

  @Test
  @Tag("promise-8")
  void opaqueMapsKeepTheirKeysAndNumbers() {
    String body = raw(post("{\"name\":\"a\",\"metadata\":{\"customerId\":1.50,\"snake_too\":{\"innerKey\":null}}}"));
    assertThat(body).contains("\"metadata\":{\"customerId\":1.50,\"snake_too\":{\"innerKey\":null}}");
  }

  @Test
  void errorsContainThePathOfTheField() {
    post("{\"color\":\"blue\",\"size\":0,\"tool_filters\":[{\"type\":\"x\"}],\"nope\":1}")
      .expectStatus()
      .isBadRequest()
      .expectBody()
      .jsonPath("$.object")
      .isEqualTo("error")
      .jsonPath("$.ok")
      .isEqualTo(false)
      .jsonPath("$.status")
      .isEqualTo(400)
      .jsonPath("$.code")
      .isEqualTo("invalid_data")
      .jsonPath("$.errors[?(@.path[0]=='name')].code")
      .isEqualTo("required")
      .jsonPath("$.errors[?(@.path[0]=='color')].message")
      .isEqualTo("color must be one of: red, green")
      .jsonPath("$.errors[?(@.path[0]=='size')].code")
      .isEqualTo("out_of_range")
      .jsonPath("$.errors[?(@.path[0]=='tool_filters')].path[2]")
      .isEqualTo("type")
      .jsonPath("$.errors[?(@.path[0]=='nope')].code")
      .isEqualTo("unknown_field")
      .jsonPath("$.errors.length()")
      .isEqualTo(5);
  }

  @Test
  @Tag("promise-4")
  void errorsAndLogsDoNotContainSecrets(CapturedOutput log) {
    for (String body : List.of(
      "{\"name\":{\"x\":\"" + SECRET + "\"}}",
      "{\"name\":\"" + SECRET + "\"}",
      "{\"name\":\"a\",\"color\":\"" + SECRET + "\",\"at\":\"" + SECRET + "\",\"provider_id\":\"" + SECRET + "\"}",
      "{\"name\":\"a\",\"tool_filters\":[{\"type\":\"" + SECRET + "\"}]}",
      "{\"name\":\"a\",\"" + SECRET + "\":1}",
      "{\"name\":\"" + SECRET,
      "{\"name\":\"" + SECRET + "\",\"name\":\"b\"}",
      "\"" + SECRET + "\"",
      SECRET,
      "{\"name\":\"a\"} " + SECRET
    )) {
      assertThat(raw(post(body)))
        .contains("\"object\":\"error\"")
        .doesNotContain(SECRET);
    }
    String failed = raw(
      client
        .get()
        .uri("/widgets/boom?secret=" + SECRET)
        .exchange()
    );
    assertThat(failed).contains("internal_server_error").doesNotContain(SECRET);
    assertThat(log.getAll()).contains("request failed with an internal error").doesNotContain(SECRET);
  }

  @Test
  @Tag("promise-4")
  void anInternalErrorContainsOnlyTheRequestId() {
    client
      .get()
      .uri("/widgets/boom")
      .exchange()
      .expectStatus()
      .isEqualTo(500)
      .expectHeader()
      .valueMatches("metorial-req-id", "req_[0-9A-Za-z]{22}")
      .expectHeader()
      .exists("X-Request-ID")
      .expectBody()
      .jsonPath("$.code")
      .isEqualTo("internal_server_error")
      .jsonPath("$.message")
      .isEqualTo("Internal server error");
  }

  @Test
  void hostileBodiesAreRejected() {
    code(post("[".repeat(100_000)), 400, "too_deep");
    code(post("{\"metadata\":" + "{\"a\":".repeat(70) + "1" + "}".repeat(71)), 400, "too_deep");
    code(post("{\"name\":\"" + "a".repeat(300_000) + "\"}"), 400, "too_long");
    code(post("{\"size\":" + "1".repeat(200) + "}"), 400, "too_long");
    code(post("{\"name\":\"a\",\"size\":1e999999999}"), 400, "out_of_range");
    code(post("{\"name\":\"a\",\"metadata\":{\"x\":\"" + "a".repeat(17_000) + "\"}}"), 400, "too_long");
    code(post("{\"name\":\"\\ud800\"}"), 400, "malformed");
    code(post("{\"name\":\"a\",\"size\":1e400}"), 400, "out_of_range");
    code(post("{\"name\":\"a\",\"size\":" + "9".repeat(60) + "}"), 400, "out_of_range");
    code(post("{\"name\":\"a\",\"size\":NaN}"), 400, "malformed");
    code(post("[]"), 400, "type");
    code(post(""), 400, "required");
    post("{\"name\":\"" + "a".repeat(1024 * 1024) + "\"}")
      .expectStatus()
      .isEqualTo(413);
    client
      .post()
      .uri("/widgets")
      .contentType(MediaType.APPLICATION_FORM_URLENCODED)
      .bodyValue("name=a")
      .exchange()
      .expectStatus()
      .isEqualTo(415)
      .expectBody()
      .jsonPath("$.code")
      .isEqualTo("unsupported_media_type");
  }

  @Test
  void frameworkErrorsHaveTheApisFormat() {
    shape(client.get().uri("/nowhere").exchange(), 404, "not_found");
    shape(client.delete().uri("/widgets").exchange(), 405, "method_not_allowed");
    shape(client.get().uri("/widgets/gone").exchange(), 410, "gone");
    client
      .get()
      .uri("/widgets/unavailable")
      .exchange()
      .expectStatus()
      .isEqualTo(503)
      .expectHeader()
      .valueEquals("Retry-After", "1");
    client.delete().uri("/widgets").exchange().expectHeader().exists(HttpHeaders.ALLOW);
    client.get().uri("/widgets/one").header("x-anonymous", "1").exchange().expectStatus().isUnauthorized();
  }

  @Test
  void aWriteHasKeyHashAndVersion() {
    client
      .post()
      .uri("/widgets")
      .contentType(MediaType.APPLICATION_JSON)
      .header("Idempotency-Key", "k-1")
      .header("If-Match", "\"v7\"")
      .bodyValue("{\"name\":\"a\"}")
      .exchange()
      .expectHeader()
      .valueMatches("x-write", "k-1/POST /widgets [0-9a-f]+/7");
    for (String key : List.of("a b", "a".repeat(256), "\u00e9")) {
      client
        .post()
        .uri("/widgets")
        .contentType(MediaType.APPLICATION_JSON)
        .header("Idempotency-Key", key)
        .bodyValue("{\"name\":\"a\"}")
        .exchange()
        .expectStatus()
        .isBadRequest();
    }
    client
      .patch()
      .uri("/widgets/w")
      .contentType(MediaType.APPLICATION_JSON)
      .header("If-Match", "7")
      .bodyValue("{\"name\":\"a\"}")
      .exchange()
      .expectStatus()
      .isBadRequest();
  }

  @Test
  void aPatchDistinguishesAbsentAndNull() {
    assertThat(raw(patch("{\"name\":\"a\"}"))).isEqualTo("absent");
    assertThat(raw(patch("{\"name\":\"a\",\"provider_id\":null}"))).isEqualTo("null");
    assertThat(raw(patch("{\"name\":\"a\",\"provider_id\":\"prv_x\"}"))).isEqualTo("prv_x");
  }

  @Test
  void aMatchingIfNoneMatchReturns304() {
    client.get().uri("/widgets/one").header("If-None-Match", "\"v1\"").exchange().expectStatus().isNotModified();
    client.get().uri("/widgets/one").header("If-None-Match", "\"v2\"").exchange().expectStatus().isOk();
  }

  private WebTestClient.ResponseSpec post(String body) {
    return client.post().uri("/widgets").contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
  }

  private WebTestClient.ResponseSpec patch(String body) {
    return client.patch().uri("/widgets/w").contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
  }

  static void code(WebTestClient.ResponseSpec response, int status, String fieldCode) {
    shape(response, status, "invalid_data").jsonPath("$.errors[0].code").isEqualTo(fieldCode);
  }

  static WebTestClient.BodyContentSpec shape(WebTestClient.ResponseSpec response, int status, String code) {
    return response
      .expectStatus()
      .isEqualTo(status)
      .expectHeader()
      .contentType(MediaType.APPLICATION_JSON)
      .expectBody()
      .jsonPath("$.object")
      .isEqualTo("error")
      .jsonPath("$.ok")
      .isEqualTo(false)
      .jsonPath("$.status")
      .isEqualTo(status)
      .jsonPath("$.code")
      .isEqualTo(code)
      .jsonPath("$.message")
      .isNotEmpty();
  }

  private static String raw(WebTestClient.ResponseSpec response) {
    String body = response.expectBody(String.class).returnResult().getResponseBody();
    return body == null ? "" : body;
  }

  record WidgetBody(
    String name,
    @Nullable String color,
    @Nullable String providerId,
    @Nullable String parentId,
    @Nullable String description,
    @Nullable Integer size,
    @Nullable Map<String, JsonNode> metadata
  ) {}

  record WidgetPatch(PatchField<String> providerId) {}

  record Widget(
    String name,
    @Nullable String color,
    @Nullable String providerId,
    @Nullable Object metadata,
    Instant createdAt
  ) {}

  @RestController
  static class WidgetController {

    @PostMapping("/widgets")
    Mono<ResponseEntity<Object>> create(Caller caller, WriteRequest write, @JsonBody("test-widget") WidgetBody body) {
      Widget widget = new Widget(body.name(), body.color(), body.providerId(), body.metadata(), write.at());
      String seen = write.idempotencyKey() + "/" + write.requestHash() + "/" + write.expectedVersion();
      return Mono.just(
        ResponseEntity.ok()
          .eTag("\"v3\"")
          .header("x-write", seen)
          .header("x-tenant", caller.tenant().value())
          .body(widget)
      );
    }

    @PatchMapping("/widgets/{id}")
    Mono<String> patch(WriteRequest write, @JsonBody("test-widget") WidgetPatch body) {
      String now = String.valueOf(body.providerId().value());
      return Mono.just(body.providerId().present() ? now : "absent");
    }

    @GetMapping("/widgets/{id}")
    Mono<ResponseEntity<Object>> get(@PathVariable String id, Caller caller) {
      return switch (id) {
        case "one" -> Mono.just(VersionedResponse.ok(1, Map.of("id", id, "tenant", caller.tenant().value())));
        case "gone" -> Mono.error(ApiException.of(ErrorCode.GONE, "It was archived"));
        case "unavailable" -> Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "Later"));
        default -> Mono.error(new IllegalStateException("the provider said " + SECRET));
      };
    }
  }

  @Configuration
  @EnableWebFlux
  @Import({ WebConfiguration.class, WidgetController.class })
  static class App {

    @Bean
    Clock clock() {
      return Clock.fixed(Instant.parse("2026-01-02T03:04:05.678901234Z"), ZoneOffset.UTC);
    }

    @Bean
    RequestFingerprint fingerprint() {
      return new FakeFingerprint();
    }

    @Bean
    WebFilter authentication() {
      return (exchange, chain) -> {
        if (!exchange.getRequest().getHeaders().containsHeader("x-anonymous")) {
          Actor actor = new Actor(ActorType.API_KEY, "key_1");
          new Caller(new TenantId("tnt_a"), actor, Set.of("x:read"), RequestIds.of(exchange)).attach(exchange);
        }
        return chain.filter(exchange);
      };
    }
  }
}
