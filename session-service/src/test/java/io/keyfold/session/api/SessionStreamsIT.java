package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.ApiKeyRevoked;
import io.keyfold.platform.access.Scopes;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.FakeMcpServers;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.test.StepVerifier;

/** The streams of a session live no longer than their caller's access. */
@Tag("promise-4")
class SessionStreamsIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String OTHER_KEY = "kf_sk_1111111111111111111111111111111111";

  private final SessionApi api = new SessionApi(new FakeMcpServers());
  private final DisposableServer server = api.serve();
  private String session = "";
  private String secret = "";

  @BeforeEach
  void given() {
    api.given(
      Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1")
    );
    api.given(Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL));
    String created = send(HttpMethod.POST, "/sessions", "{'providers':[{'provider_deployment_id':'pdp_1'}]}");
    session = JsonPath.read(created, "$.id");
    secret = JsonPath.read(created, "$.client_secret");
  }

  @AfterEach
  void tearDown() {
    server.disposeNow();
    api.close();
  }

  @Test
  void theStreamOfARevokedSecretEnds() {
    StepVerifier.create(stream(secret))
      .then(() -> send(HttpMethod.DELETE, secrets() + "/" + firstId(), null))
      .expectComplete()
      .verify(BOUND);
  }

  @Test
  void theStreamOfAnotherSecretSurvivesARevocation() {
    String created = send(HttpMethod.POST, secrets(), "{'name':'other'}");

    StepVerifier.create(stream(secret))
      .then(() -> send(HttpMethod.DELETE, secrets() + "/" + JsonPath.<String>read(created, "$.id"), null))
      // A change of the session reaches the stream, which is therefore open.
      .then(() -> send(HttpMethod.POST, "/session-providers", provider()))
      .assertNext(event -> assertThat(event).contains("notifications/tools/list_changed"))
      .thenCancel()
      .verify(BOUND);
  }

  @Test
  void theStreamOfAnExpiredSecretEnds() {
    String brief = JsonPath.read(send(HttpMethod.POST, secrets(), "{'name':'brief','expires_in':'PT1S'}"), "$.secret");

    StepVerifier.create(stream(brief)).expectComplete().verify(BOUND);
  }

  @Test
  void theStreamOfARevokedApiKeyEnds() {
    ApiKeyCreated key = SessionApi.key(Fixtures.TENANT, OTHER_KEY, Scopes.ALL);
    api.given(key);

    StepVerifier.create(stream(OTHER_KEY))
      .then(() ->
        api.given(new ApiKeyRevoked(EventMeta.newBuilder(key.getMeta()).setVersion(2).build(), key.getKeySha256()))
      )
      .expectComplete()
      .verify(BOUND);
  }

  @Test
  void theStreamOfAnArchivedSessionEnds() {
    StepVerifier.create(stream(SessionApi.KEY))
      .then(() -> send(HttpMethod.DELETE, "/sessions/" + session, null))
      .expectComplete()
      .verify(BOUND);
  }

  @Test
  void theSubscriptionOfARevokedSecretEndsWithItsResponse() {
    StepVerifier.create(subscription(secret))
      .assertNext(event -> assertThat(event).contains("notifications/subscriptions/acknowledged"))
      .then(() -> send(HttpMethod.DELETE, secrets() + "/" + firstId(), null))
      .assertNext(event -> assertThat(event).contains("\"result\""))
      .expectComplete()
      .verify(BOUND);
  }

  private Flux<String> stream(String key) {
    return events(
      client(key)
        .get()
        .uri("/mcp/" + session)
        .accept(MediaType.TEXT_EVENT_STREAM)
    );
  }

  private Flux<String> subscription(String key) {
    String body =
      "{'jsonrpc':'2.0','id':1,'method':'subscriptions/listen','params':{'notifications':{'toolsListChanged':true}," +
      "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28'," +
      "'io.modelcontextprotocol/clientCapabilities':{}}}}";
    return events(
      client(key)
        .post()
        .uri("/mcp/" + session)
        .header("MCP-Protocol-Version", "2026-07-28")
        .header("Mcp-Method", "subscriptions/listen")
        .accept(MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_JSON)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body.replace('\'', '"'))
    );
  }

  private WebTestClient client(String key) {
    return WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + server.port())
      .defaultHeader("Authorization", "Bearer " + key)
      .responseTimeout(BOUND)
      .build();
  }

  private static Flux<String> events(WebTestClient.RequestHeadersSpec<?> request) {
    return Flux.defer(() -> request.exchange().expectStatus().isOk().returnResult(String.class).getResponseBody());
  }

  /** The first secret has the session's id with another prefix. */
  private String firstId() {
    return session.replace("ses_", "sks_");
  }

  private String secrets() {
    return "/sessions/" + session + "/secrets";
  }

  private String provider() {
    return "{'session_id':'" + session + "','provider_deployment_id':'pdp_1'}";
  }

  private String send(HttpMethod method, String path, @Nullable String body) {
    WebTestClient.RequestBodySpec request = api
      .client(SessionApi.KEY)
      .method(method)
      .uri(path)
      .contentType(MediaType.APPLICATION_JSON);
    if (body != null) {
      request.bodyValue(body.replace('\'', '"'));
    }
    return Objects.requireNonNull(
      request.exchange().expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody()
    );
  }
}
