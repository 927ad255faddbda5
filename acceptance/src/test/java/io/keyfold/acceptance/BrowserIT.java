package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.KeyfoldProcess;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the start page, OPTIONS and CORS as web pages use them, at each of the services. */
@ExtendWith(RunningKeyfold.class)
class BrowserIT {

  private static final String ALLOWED = KeyfoldProcess.ALLOWED_ORIGIN;
  private static final String EVIL = "https://evil.example";

  /** A list of each service, an object, and an MCP endpoint. */
  private static final List<String> PATHS = List.of(
    "/provider-deployments",
    "/provider-auth-configs",
    "/sessions",
    "/sessions/ses_nobody",
    "/mcp/ses_nobody"
  );

  @Test
  void optionsNeedNoKey(Keyfold keyfold) {
    Api anonymous = keyfold.operator().with("nobodys-key");
    for (String path : PATHS) {
      ApiResponse response = anonymous.send("OPTIONS", path, null, Map.of()).expect(204);
      assertThat(response.header("Allow")).as(path).get().asString().contains("OPTIONS");
    }
    anonymous.send("OPTIONS", "/nowhere", null, Map.of()).expect(404, "not_found");
    anonymous.send("OPTIONS", "/sessions/a/b", null, Map.of()).expect(404, "not_found");
  }

  /** The path that no service has is answered by this process itself. */
  @Test
  void anAllowedOriginReadsEveryResponseIncludingErrors(Keyfold keyfold) {
    keyfold.requireInternals();
    Api api = keyfold.operator();
    for (String path : List.of("/provider-deployments", "/provider-auth-configs", "/sessions", "/", "/health")) {
      readable(api.send("GET", path, null, Map.of("Origin", ALLOWED)).expect(200));
    }
    for (String path : List.of("/sessions/ses_nobody", "/nowhere", "/sessions/%00")) {
      readable(api.send("GET", path, null, Map.of("Origin", ALLOWED)).expect(404));
    }
    for (String path : PATHS) {
      readable(api.with("nobodys-key").send("POST", path, "{}", Map.of("Origin", ALLOWED)));
      Map<String, String> preflight = Map.of("Origin", ALLOWED, "Access-Control-Request-Method", "POST");
      readable(api.with("nobodys-key").send("OPTIONS", path, null, preflight).expect(204));
    }
  }

  private static void readable(ApiResponse response) {
    assertThat(response.header("Access-Control-Allow-Origin")).as(response.text()).contains(ALLOWED);
  }

  @Test
  void otherOriginsReadNothing(Keyfold keyfold) {
    Api api = keyfold.operator();
    for (String path : PATHS) {
      ApiResponse response = api.send("GET", path, null, Map.of("Origin", EVIL));
      assertThat(response.header("Access-Control-Allow-Origin")).as(path).isEmpty();
      api.send("OPTIONS", path, null, Map.of("Origin", EVIL, "Access-Control-Request-Method", "GET")).expect(403);
    }
  }

  /** MCP 2025-11-25 requires this against DNS rebinding. */
  @Test
  void anMcpEndpointRejectsOtherOriginsEvenWithAValidKey(Keyfold keyfold) {
    Api api = keyfold.operator();
    String path = "/mcp/ses_nobody";
    for (String method : List.of("GET", "POST", "DELETE")) {
      String body = method.equals("POST") ? "{}" : null;
      api.send(method, path, body, Map.of("Origin", EVIL)).expect(403, "forbidden");
      for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("Origin", keyfold.url()))) {
        assertThat(api.send(method, path, body, headers).status()).isIn(404, 405);
      }
    }
  }

  @Test
  void theStartPageIsHtmlForBrowsersAndJsonOtherwise(Keyfold keyfold) {
    Api anonymous = keyfold.operator().with("nobodys-key");
    ApiResponse page = anonymous.send("GET", "/", null, Map.of("Accept", "text/html,*/*;q=0.8")).expect(200);
    assertThat(page.header("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(page.header("Content-Security-Policy")).get().asString().startsWith("default-src 'none'");
    ApiResponse json = anonymous.get("/").expect(200);
    assertThat(json.text("version")).isNotEqualTo("development");
    assertThat(page.text()).contains(json.text("version"));
    assertThat(anonymous.get("/health").expect(200).text("status")).isEqualTo("UP");
  }
}
