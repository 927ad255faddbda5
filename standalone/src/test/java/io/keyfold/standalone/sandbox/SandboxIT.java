package io.keyfold.standalone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.standalone.sandbox.oauth.SandboxApp;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox over HTTP, as an app and a browser see it. */
class SandboxIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String BACK = "https://keyfold.example/callback";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

  private final Sandbox sandbox = Sandbox.start("key");
  private final HttpClient http = HttpClient.newHttpClient();

  SandboxIT() {
    sandbox.authorizationServer().register(new SandboxApp("Acme <Cloud>", "acme", "s3cr:et", List.of(BACK)));
  }

  @AfterEach
  void close() {
    http.close();
    sandbox.close();
  }

  @Test
  void aUserSeesTheAppsNameAndAllowsIt() throws Exception {
    HttpResponse<String> page = get(authorize(Map.of()));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Acme &lt;Cloud&gt;", "keyfold.example", "search").doesNotContain("<Cloud>");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();

    Map<String, String> back = decide(page, "allow", "grace@example.com");
    assertThat(back).containsEntry("state", "st&te").containsEntry("iss", sandbox.metadata().issuer());
    JsonNode tokens = token(Map.of("code", back.get("code")), true, 200);

    assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(tokens.path("scope").asString()).isEqualTo("search");
    String access = tokens.path("access_token").asString();
    HttpResponse<String> account = http.send(
      HttpRequest.newBuilder(URI.create(sandbox.metadata().userinfoUrl()))
        .header("Authorization", "Bearer " + access)
        .build(),
      HttpResponse.BodyHandlers.ofString()
    );
    assertThat(JSON.readTree(account.body()).path("id").asString()).isEqualTo("grace@example.com");
    assertThat(mcp("Bearer " + access).statusCode()).isEqualTo(200);
    sandbox.authorizationServer().expireAccessTokens();
    assertThat(mcp("Bearer " + access).statusCode()).isEqualTo(401);
    String refresh = tokens.path("refresh_token").asString();
    String next = token(refresh(refresh), false, 200).path("access_token").asString();
    assertThat(mcp("Bearer " + next).statusCode()).isEqualTo(200);
    assertThat(token(refresh(refresh), false, 400).path("error").asString()).isEqualTo("invalid_grant");
    assertThat(sandbox.authorizationServer().counts().reuses()).isEqualTo(1);
  }

  @Test
  void aUserDeniesOnce() throws Exception {
    HttpResponse<String> page = get(authorize(Map.of()));

    assertThat(decide(page, "deny", "ada@example.com"))
      .containsEntry("error", "access_denied")
      .doesNotContainKey("code");
    assertThat(submit(page, "allow", "ada@example.com").statusCode()).isEqualTo(400);
  }

  @Test
  void anUnregisteredAddressGetsNothing() throws Exception {
    HttpResponse<String> page = get(authorize(Map.of("redirect_uri", BACK + "/other")));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void aRequestWithoutPkceOrWithAnUnknownScopeGoesBackWithAnError() throws Exception {
    assertThat(parameters(get(authorize(Map.of("code_challenge_method", "plain"))))).containsEntry(
      "error",
      "invalid_request"
    );
    assertThat(parameters(get(authorize(Map.of("scope", "admin"))))).containsEntry("error", "invalid_scope");
    assertThat(parameters(get(authorize(Map.of("resource", "https://other.example"))))).containsEntry(
      "error",
      "invalid_target"
    );
  }

  @Test
  void theMcpEndpointNamesItsAuthorizationServer() throws Exception {
    HttpResponse<String> refused = mcp("");
    String challenge = refused.headers().firstValue("WWW-Authenticate").orElseThrow();
    Matcher url = Pattern.compile("resource_metadata=\"([^\"]+)\"").matcher(challenge);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(url.find()).isTrue();
    JsonNode resource = JSON.readTree(get(url.group(1)).body());
    assertThat(resource.path("resource").asString()).isEqualTo(sandbox.url());
    String issuer = resource.path("authorization_servers").path(0).asString();
    JsonNode server = JSON.readTree(get(issuer + "/.well-known/oauth-authorization-server").body());
    assertThat(server.path("issuer").asString()).isEqualTo(issuer);
    assertThat(server.path("token_endpoint").asString()).isEqualTo(sandbox.metadata().tokenUrl());
    assertThat(server.path("code_challenge_methods_supported").path(0).asString()).isEqualTo("S256");
  }

  @Test
  void aWrongSecretIsRefusedAndARevokedTokenIsNotAccepted() throws Exception {
    Map<String, String> back = decide(get(authorize(Map.of())), "allow", "ada@example.com");
    JsonNode tokens = token(Map.of("code", back.get("code")), false, 200);
    String access = tokens.path("access_token").asString();
    String revoke = form(Map.of("token", tokens.path("refresh_token").asString()));

    assertThat(post(sandbox.metadata().revocationUrl(), revoke, basic("acme", "wrong")).statusCode()).isEqualTo(401);
    assertThat(mcp("Bearer " + access).statusCode()).isEqualTo(200);
    assertThat(post(sandbox.metadata().revocationUrl(), revoke, basic("acme", "s3cr:et")).statusCode()).isEqualTo(200);
    assertThat(mcp("Bearer " + access).statusCode()).isEqualTo(401);
  }

  private String authorize(Map<String, String> changes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", "acme");
    parameters.put("redirect_uri", BACK);
    parameters.put("scope", "search");
    parameters.put("state", "st&te");
    parameters.put("code_challenge", CHALLENGE);
    parameters.put("code_challenge_method", "S256");
    parameters.put("resource", sandbox.url());
    parameters.putAll(changes);
    return sandbox.metadata().authorizationUrl() + "?" + form(parameters);
  }

  private Map<String, String> decide(HttpResponse<String> page, String decision, String account) throws Exception {
    HttpResponse<String> response = submit(page, decision, account);
    assertThat(response.statusCode()).isEqualTo(303);
    return parameters(response);
  }

  private HttpResponse<String> submit(HttpResponse<String> page, String decision, String account) throws Exception {
    Matcher request = REQUEST.matcher(page.body());
    assertThat(request.find()).isTrue();
    String form = form(
      Map.of("request", request.group(1), "account", account, "scope", "search", "decision", decision)
    );
    return post(sandbox.metadata().issuer() + "/authorize/decision", form, "");
  }

  private static Map<String, String> parameters(HttpResponse<String> response) {
    String location = response.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(BACK + "?");
    return Arrays.stream(URI.create(location).getRawQuery().split("&"))
      .map(pair -> pair.split("=", 2))
      .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static Map<String, String> refresh(String token) {
    return Map.of("grant_type", "refresh_token", "refresh_token", token);
  }

  private JsonNode token(Map<String, String> parameters, boolean inForm, int status) throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("redirect_uri", BACK);
    form.put("code_verifier", VERIFIER);
    form.putAll(parameters);
    if (inForm) {
      form.put("client_id", "acme");
      form.put("client_secret", "s3cr:et");
    }
    String header = inForm ? "" : basic("acme", "s3cr:et");
    HttpResponse<String> response = post(sandbox.metadata().tokenUrl(), form(form), header);
    assertThat(response.statusCode()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> mcp(String authorization) throws IOException, InterruptedException {
    String body =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"," +
      "\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url()))
      .header("Content-Type", "application/json")
      .header("Accept", "application/json, text/event-stream")
      .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String url, String form, String authorization)
    throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
      .header("Content-Type", "application/x-www-form-urlencoded")
      .POST(HttpRequest.BodyPublishers.ofString(form));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String basic(String id, String secret) {
    String pair = encode(id) + ":" + encode(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String form(Map<String, String> parameters) {
    return parameters
      .entrySet()
      .stream()
      .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
      .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
