package io.keyfold.authconfig.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.testing.TestBrowser;
import io.keyfold.platform.testing.TestBrowser.Shown;
import io.keyfold.platform.testing.oauth.HostileVendor;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.AuthScope;
import io.keyfold.schema.CredentialCheck;
import io.keyfold.schema.Injection;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schema.OAuthEndpoints;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Setup sessions over HTTP, with browsers and a vendor. */
@TestPropertySource(properties = "keyfold.egress.allow-private=true")
abstract class SetupFlow extends RunningService {

  static final String APP = "https://app.example.com/connected";
  static final String OAUTH = "pam_vendor_oauth";
  static final String KEY_METHOD = "pam_vendor_key";
  /** Lives as long as the broker, whose log names its address. */
  static final HostileVendor VENDOR = new HostileVendor();
  private static final JsonMapper JSON = JsonMapper.shared();

  String deployment = "";

  @BeforeEach
  void vendorAndApp() throws ExecutionException, InterruptedException {
    publish(vendor("prv_vendor", OAUTH, KEY_METHOD));
    deployment = Ids.fresh("pdp_", Instant.now());
    publish(DeploymentEvents.created(deployment, "prv_vendor"));
    api(
      HttpMethod.POST,
      "/provider-auth-credentials",
      """
      {"provider_deployment_id":"%s","name":"Acme's app",
      "config":{"client_id":"acme","client_secret":"%s","scopes":["read"]}}""".formatted(deployment, CANARY),
      200
    );
  }

  /** {@return a vendor with OAuth and a typed key} */
  static ProviderPublished vendor(String id, String oauthId, String keyId) {
    AuthMethod oauth = AuthMethod.newBuilder()
      .setId(oauthId)
      .setKey("oauth")
      .setType(AuthMethodType.OAUTH)
      .setName("OAuth")
      .setInputSchema("{}")
      .setScopes(List.of(new AuthScope("pams_vendor_read", "read", "Read messages", "All of them.")))
      .setInjections(List.of(new Injection(InjectionPlace.BEARER, null, "access_token", "")))
      .setOauth(
        OAuthEndpoints.newBuilder()
          .setAuthorizationUrl(VENDOR.url("/authorize").toString())
          .setTokenUrl(VENDOR.url("/token").toString())
          .setRevocationUrl(VENDOR.url("/revoke").toString())
          .setUserinfoUrl(VENDOR.url("/userinfo").toString())
          .setAccountIdPointer("/sub")
          .setAccountNamePointer("/name")
          .build()
      )
      .build();
    AuthMethod key = AuthMethod.newBuilder()
      .setId(keyId)
      .setKey("key")
      .setType(AuthMethodType.TOKEN)
      .setName("API key")
      .setInputSchema(
        """
        {"type":"object","properties":{"token":{"type":"string","minLength":5}},"required":["token"],
        "additionalProperties":false}"""
      )
      .setInjections(List.of(new Injection(InjectionPlace.BEARER, null, "token", "")))
      .setCheck(CredentialCheck.newBuilder().setUrl(VENDOR.url("/check").toString()).setOkPointer("/ok").build())
      .build();
    return DeploymentEvents.published(id, oauth, key);
  }

  /** {@return a new setup session on the deployment} */
  JsonNode session(Map<String, ?> fields) {
    ObjectNode body = JSON.createObjectNode()
      .put("provider_deployment_id", deployment)
      .put("provider_auth_method_id", OAUTH)
      .put("user", "alice");
    fields.forEach((name, value) -> body.putPOJO(name, value));
    return api(HttpMethod.POST, "/provider-setup-sessions", JSON.writeValueAsString(body), 200);
  }

  /** {@return the session as the API sees it} */
  JsonNode session(JsonNode created) {
    return api(HttpMethod.GET, "/provider-setup-sessions/" + id(created), "", 200);
  }

  static String id(JsonNode node) {
    return node.path("id").stringValue();
  }

  static String status(JsonNode node) {
    return node.path("status").stringValue();
  }

  static URI link(JsonNode session) {
    return URI.create(session.path("url").stringValue());
  }

  /** {@return the vendor's redirect to us, after the user agreed on our page and at the vendor} */
  static URI consent(TestBrowser browser, JsonNode session) {
    Shown page = browser.visit(link(session));
    assertThat(page.status()).as(page.html()).isEqualTo(200);
    return vendorRedirect(browser.submit(page, Map.of("decision", "continue")));
  }

  /** {@return where the vendor sends the browser back} */
  static URI vendorRedirect(Shown forward) {
    return new TestBrowser().open(forward.forward()).location().orElseThrow();
  }

  static Shown confirm(TestBrowser browser, Shown page) {
    return browser.submit(page, Map.of("decision", "confirm"));
  }

  /** {@return the number of codes that were exchanged} */
  static int exchanges() {
    return VENDOR.received("/token").size();
  }
}
