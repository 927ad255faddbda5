package io.keyfold.acceptance;

import com.sun.net.httpserver.HttpServer;
import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.ThisMachine;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import io.keyfold.platform.testing.NpmTool;
import io.keyfold.standalone.sandbox.Sandbox;
import io.keyfold.standalone.sandbox.oauth.SandboxApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/**
 * Users with real browsers and setup links: consent, typed and wrong keys, cancel, denial, expiry, double submission,
 * the back button, two tabs, another browser, and a tenant's own host name. The scripts are in {@code flows.mjs};
 * screenshots of each step are in {@code target/screenshots}.
 */
@ExtendWith(RunningKeyfold.class)
class SetupPagesIT {

  private static final String APP = "Acme Assistant";
  private static final String KEY = "sandbox-key-of-the-setup-pages";
  private static final String LOGO =
    "data:image/png;base64," +
    "iVBORw0KGgoAAAANSUhEUgAAAJAAAAAoCAYAAAAR33OgAAAA00lEQVR42u3auw2EMBBAQcpAOhHQfx2UdLHJiA1i1x" +
    "/mSU4JlhHCmGWRpGn6bXsxBVVjqV2mpdtoYNLreCACp4CkLvBABA9Eao8HIoAAUls8EMFzAchE9D/WYuWtEECZ1wNo" +
    "IkBRTzaABgUU/a4ScX03FSCAvgYo4yXddmbiHRhAAkjj4YEIIk8gASSAbOOffinu5RzMdyCAAAJoHETOwgByGg9QDK" +
    "CW/wNp4N2YPxLVFSJTBwggtUFk2hDBo3xEpgsSOMpFZIq6jcm0VI3KFCRVdQLDQREEeo1h6QAAAABJRU5ErkJggg==";

  /** A name that browsers resolve to this machine; another one in each run, since the first tenant keeps it. */
  private static final String HOST = "acme-" + UUID.randomUUID() + ".localhost";

  @Test
  @Tag("promise-2")
  @Tag("promise-4")
  @Tag("promise-5")
  void usersConnectInABrowser(Keyfold keyfold) throws Exception {
    NpmTool browser = NpmTool.browser();
    HttpServer other = otherSite();
    try (Sandbox sandbox = Sandbox.start(KEY, ThisMachine.address(), ThisMachine.name())) {
      String site = "http://" + ThisMachine.name() + ":" + other.getAddress().getPort();
      Map<String, Object> setting = Map.of(
        "base",
        keyfold.url(),
        "vendor",
        sandbox.metadata().issuer(),
        "back",
        "http://127.0.0.1:" + other.getAddress().getPort() + "/back",
        "app",
        APP,
        "account",
        Sandbox.ACCOUNTS.getFirst(),
        "accepted_key",
        KEY,
        "shortest",
        3000,
        "screenshots",
        browser.path(Path.of("target", "screenshots")),
        "plain",
        tenant(keyfold, sandbox, site, Map.of()),
        "branded",
        tenant(keyfold, sandbox, site, Map.of("name", "Acme", "color", "#7a1fa2", "logo", LOGO, "host", HOST))
      );
      Path file = Path.of("target", "flows.json");
      Files.writeString(file, JsonMapper.shared().writeValueAsString(setting));

      browser.run("node", "flows.mjs", browser.path(file));
    } finally {
      other.stop(0);
    }
  }

  private static Map<String, Object> tenant(
    Keyfold keyfold,
    Sandbox sandbox,
    String site,
    Map<String, String> branding
  ) {
    String name = "Pages " + branding.getOrDefault("name", "GmbH");
    Api api = keyfold.newTenant(name);
    if (!branding.isEmpty()) {
      api.send("PUT", "/branding", branding, Map.of()).expect(200);
    }
    String provider = api.post("/custom-providers", provider(sandbox, site)).expect(200).id();
    String clientId = "acme-" + provider;
    String secret = "secret-of-" + provider;
    ApiResponse app = api
      .post(
        "/provider-auth-credentials",
        Map.of(
          "name",
          APP,
          "provider_id",
          provider,
          "config",
          Map.of("client_id", clientId, "client_secret", secret, "scopes", List.of("search"))
        )
      )
      .expect(200);
    sandbox.authorizationServer().register(new SandboxApp(APP, clientId, secret, List.of(app.text("redirect_uri"))));
    Map<String, Object> tenant = new LinkedHashMap<>();
    tenant.put("key", api.key());
    tenant.put("name", name);
    tenant.put("brand", branding.getOrDefault("name", name));
    tenant.put("host", branding.getOrDefault("host", ""));
    tenant.put("oauth_deployment", deployment(api, provider));
    tenant.put("key_deployment", deployment(api, provider));
    return tenant;
  }

  private static String deployment(Api api, String provider) {
    return api
      .post(
        "/provider-deployments",
        Map.of("name", "Search for users", "provider_id", provider, "credentials", "user_required")
      )
      .expect(200)
      .id();
  }

  private static Map<String, Object> provider(Sandbox sandbox, String site) {
    Map<String, Object> key = Map.of(
      "key",
      "api_key",
      "type",
      "token",
      "name",
      "API key",
      "input_schema",
      Map.of(
        "type",
        "object",
        "properties",
        Map.of("api_key", Map.of("type", "string")),
        "required",
        List.of("api_key")
      ),
      "injections",
      List.of(Map.of("place", "header", "name", Sandbox.HEADER, "property", "api_key")),
      "check",
      Map.of("url", site + "/check")
    );
    Map<String, Object> oauth = Map.of(
      "key",
      "oauth",
      "type",
      "oauth",
      "name",
      "OAuth app",
      "scopes",
      List.of(Map.of("scope", "search", "name", "Search", "description", "Search the sandbox for you.")),
      "oauth",
      Map.ofEntries(
        Map.entry("authorization_url", sandbox.metadata().authorizationUrl()),
        Map.entry("token_url", sandbox.metadata().tokenUrl()),
        Map.entry("revocation_url", sandbox.metadata().revocationUrl()),
        Map.entry("issuer", sandbox.metadata().issuer()),
        Map.entry("response_issuer", true),
        Map.entry("resource", sandbox.metadata().resource()),
        Map.entry("default_scopes", List.of("search")),
        Map.entry("userinfo_url", sandbox.metadata().userinfoUrl()),
        Map.entry("account_id_pointer", "/id"),
        Map.entry("account_name_pointer", "/name")
      )
    );
    return Map.of("name", "Sandbox Search", "mcp_url", sandbox.url(), "auth_methods", List.of(key, oauth));
  }

  /** {@return a server for the call that checks a key, and for the application to which users return} */
  private static HttpServer otherSite() throws IOException {
    HttpServer server = HttpServer.create(ThisMachine.anyPort(), 0);
    server.createContext("/check", exchange -> {
      boolean accepted = KEY.equals(exchange.getRequestHeaders().getFirst(Sandbox.HEADER));
      exchange.sendResponseHeaders(accepted ? 200 : 401, -1);
      exchange.close();
    });
    server.createContext("/back", exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.close();
    });
    server.start();
    return server;
  }
}
