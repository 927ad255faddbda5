package io.keyfold.standalone.demo;

import io.keyfold.standalone.boot.Poll;
import io.keyfold.standalone.sandbox.Sandbox;
import io.keyfold.standalone.sandbox.oauth.CallCounts;
import io.keyfold.standalone.sandbox.oauth.SandboxApp;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The OAuth part of the demo: a company's own app at the vendor, a setup link for one of its users, the user's consent,
 * tool calls with the user's token, and its refresh.
 */
final class OAuthScenario {

  private static final String COMPANY = "Acme";
  private static final String APP_NAME = "Acme Cloud";
  private static final String SETUP_SESSIONS = "/provider-setup-sessions";
  private static final Duration LINK_LIFETIME = Duration.ofMinutes(31);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final Api api;
  private final Sandbox sandbox;
  private final PrintStream out;

  OAuthScenario(Api api, Sandbox sandbox, PrintStream out) {
    this.api = api;
    this.sandbox = sandbox;
    this.out = out;
  }

  /**
   * Runs the scenario.
   *
   * @param provider the sandbox as a provider, with an auth method {@code oauth}
   * @param secret the secret of the company's app
   * @return the deployment and the app
   */
  Connected run(String provider, String secret) throws InterruptedException {
    heading("The company registers its own OAuth app with the vendor, and stores it");
    String deployment = api
      .call(
        200,
        "POST",
        "/provider-deployments",
        Map.of("name", "Acme Search for users", "provider_id", provider, "credentials", "user_required"),
        "id",
        "status",
        "name"
      )
      .id();
    Api.Response app = api.call(200, "POST", "/provider-auth-credentials", app(provider, secret), "id", "redirect_uri");
    String redirectUri = app.body().path("redirect_uri").asString();
    sandbox.authorizationServer().register(new SandboxApp(APP_NAME, clientId(provider), secret, List.of(redirectUri)));

    heading("The company's name and colour for the pages that its users see");
    api.call(200, "PUT", "/branding", Map.of("name", COMPANY, "color", "#1a4fa0"), "name", "color");

    heading("A link for the user ada, who sees the company's app and consents");
    connect(link(deployment, app.id(), "ada"));

    heading("A session of this user calls a tool with the user's token, refreshes it, and calls again");
    expectRefresh(deployment, "ada");
    return new Connected(deployment, app.id());
  }

  /**
   * Prints a link for a person with a browser, waits until it was used or has expired, and calls a tool for its user.
   *
   * @param connected what {@link #run} made
   */
  void invite(Connected connected) throws InterruptedException {
    heading("A link for the user grace: open it in a browser");
    Api.Response setup = link(connected.deployment(), connected.app(), "grace");
    out.println(setup.body().path("url").asString());
    out.println("The demo goes on when you have decided, or when the link has expired");
    String path = SETUP_SESSIONS + "/" + setup.id();
    Poll.until(
      LINK_LIFETIME,
      POLL_INTERVAL,
      () -> !api.send("GET", path, null).body().path("status").asString("").equals("pending")
    );
    Api.Response ended = api.call(200, "GET", path, null, "id", "status", "user");
    if (ended.body().path("status").asString("").equals("completed")) {
      try (McpAgent agent = session(connected.deployment(), "grace")) {
        agent.call(agent.toolNamed("search"), Map.of("query", "kafka"));
      }
    }
  }

  private Api.Response link(String deployment, String app, String user) throws InterruptedException {
    return api.call(
      200,
      "POST",
      SETUP_SESSIONS,
      Map.of(
        "provider_deployment_id",
        deployment,
        "provider_auth_method_id",
        "oauth",
        "provider_auth_credentials_id",
        app,
        "user",
        user
      ),
      "id",
      "status",
      "expires_at"
    );
  }

  private void connect(Api.Response setup) throws InterruptedException {
    try (Browser browser = new Browser(out)) {
      Browser.Page start = browser.open(setup.body().path("url").asString());
      Browser.Page consent = browser.press(start, "decision", "continue");
      consent.expect(APP_NAME);
      Browser.Page confirmation = browser.press(consent, "decision", "allow");
      confirmation.expect(Sandbox.ACCOUNTS.getFirst());
      browser.press(confirmation, "decision", "confirm");
    }
    JsonNode done = api.call(200, "GET", SETUP_SESSIONS + "/" + setup.id(), null, "id", "status", "user").body();
    if (!done.path("status").asString().equals("completed")) {
      throw new DemoStepException("the setup session should be completed");
    }
  }

  private McpAgent session(String deployment, String user) throws InterruptedException {
    Api.Response session = api.call(
      200,
      "POST",
      "/sessions",
      Map.of("name", "demo", "user", user, "providers", List.of(Map.of("provider_deployment_id", deployment))),
      "id",
      "status"
    );
    return McpAgent.connect(session.body().path("connection_url").asString(), api.key(), out);
  }

  private void expectRefresh(String deployment, String user) throws InterruptedException {
    try (McpAgent agent = session(deployment, user)) {
      String search = agent.toolNamed("search");
      String before = expectAccount(agent.call(search, Map.of("query", "kafka")));
      sandbox.authorizationServer().expireAccessTokens();
      out.println("The vendor's access tokens expire");
      String after = expectAccount(agent.call(search, Map.of("query", "avro")));
      if (before.equals(after)) {
        throw new DemoStepException("the second call should use a new token");
      }
    }
    CallCounts counts = sandbox.authorizationServer().counts();
    out.printf(
      "The vendor exchanged %d code and %d refresh token; %d were used twice%n",
      counts.exchanges(),
      counts.refreshes(),
      counts.reuses()
    );
  }

  /** {@return the end of the token that the tool was called with} */
  private static String expectAccount(JsonNode output) {
    if (!output.path("account").asString("").equals(Sandbox.ACCOUNTS.getFirst())) {
      throw new DemoStepException("the tool should have been called for " + Sandbox.ACCOUNTS.getFirst());
    }
    return output.path("called_with_key_ending").asString();
  }

  private static Map<String, Object> app(String provider, String secret) {
    return Map.of(
      "name",
      APP_NAME,
      "provider_id",
      provider,
      "config",
      Map.of("client_id", clientId(provider), "client_secret", secret, "scopes", List.of("search"))
    );
  }

  private static String clientId(String provider) {
    return "acme-" + provider;
  }

  /**
   * What the scenario made.
   *
   * @param deployment id of the deployment
   * @param app id of the company's OAuth app
   */
  record Connected(String deployment, String app) {}

  private void heading(String text) {
    out.println();
    out.println("# " + text);
  }
}
