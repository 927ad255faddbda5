package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.platform.web.WireJson;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.JsonToolServer;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.session.testing.TestUpstreams;
import io.keyfold.session.upstream.UpstreamClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

/** Tests that request limits do not apply to provider responses, over REST and MCP. */
@Tag("promise-8")
class UnboundedAnswersIT {

  private static final String OTHERS = "{\"type\":\"text\",\"text\":\"canary-7f3a9c1e5b\"}";

  private final AtomicReference<String> structured = new AtomicReference<>("{}");
  private final JsonToolServer provider = JsonToolServer.replying(
    JsonToolServer.result(id ->
      JsonToolServer
        // The text contains the credential, so that it is redacted.
        .message(
          id,
          "\"result\":{\"content\":[" +
            OTHERS +
            ",{\"_meta\":" +
            structured.get() +
            ",\"text\":\"b\",\"type\":\"text\"}],\"structuredContent\":" +
            structured.get() +
            "}"
        )
    )
  );
  private final UpstreamClients upstream = TestUpstreams.clients(
    TestUpstreams.properties(
      new TestUpstreams.Times(
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        Duration.ofMinutes(1)
      ),
      DataSize.ofMegabytes(4),
      DataSize.ofMegabytes(16)
    )
  );
  private final SessionApi api = new SessionApi(upstream);

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
    upstream.close();
    api.close();
    provider.close();
  }

  @Test
  void aTextAboveTheRequestLimitArrives() {
    assertArrives("{\"a\":\"" + "x".repeat(WireJson.MAX_STRING + 1) + "\"}");
  }

  @Test
  void nestingAboveTheRequestLimitArrives() {
    assertArrives("{\"a\":" + "[".repeat(300) + "{\"b\":1}" + "]".repeat(300) + "}");
  }

  @Test
  void aNameAboveTheRequestLimitArrives() {
    assertArrives("{\"" + "n".repeat(100_000) + "\":1}");
  }

  @Test
  void numbersKeepAllTheirDigits() {
    assertArrives(
      "{\"a\":" +
        "123456789".repeat(10) +
        ",\"b\":0." +
        "123456789".repeat(10) +
        ",\"c\":-1.10,\"d\":1e400,\"e\":9007199254740993,\"f\":1.50,\"g\":1.5,\"h\":7,\"i\":-0.0,\"j\":[1E+2,-3]}"
    );
    assertArrives("{\"a\":" + "7".repeat(1_000_000) + "}");
  }

  private void assertArrives(String json) {
    structured.set(json);
    String session = session();
    String tag = JsonPath.read(session, "$.providers[0].tag");
    String id = JsonPath.read(session, "$.id");
    String rest = post("/tool-calls", "{\"session_id\":\"" + id + "\",\"tool_id\":\"echo_" + tag + "\",\"input\":{}}");
    String mcp = post(
      "/mcp/" + id,
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo_" + tag + "\"}}"
    );
    for (String answer : new String[] { rest, mcp }) {
      assertThat(answer.contains("\"structuredContent\":" + json)).isTrue();
      assertThat(answer.contains("\"_meta\":" + json)).isTrue();
      assertThat(answer).contains("[redacted]").doesNotContain(SessionApi.CANARY);
    }
  }

  private String session() {
    return post("/sessions", "{\"name\":\"one\",\"providers\":[{\"provider_deployment_id\":\"pdp_1\"}]}");
  }

  private String post(String path, String body) {
    byte[] answer = api
      .client(SessionApi.KEY)
      .mutate()
      .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
      .build()
      .post()
      .uri(path)
      .contentType(MediaType.APPLICATION_JSON)
      .accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
      .bodyValue(body)
      .exchange()
      .expectStatus()
      .is2xxSuccessful()
      .expectBody()
      .returnResult()
      .getResponseBody();
    return new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8);
  }
}
