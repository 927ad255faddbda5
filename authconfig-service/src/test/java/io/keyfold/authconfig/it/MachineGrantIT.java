package io.keyfold.authconfig.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.testing.oauth.Manner;
import io.keyfold.platform.testing.oauth.ReceivedRequest;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.Injection;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schema.OAuthEndpoints;
import io.keyfold.schema.OAuthGrantType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Grants without a user's consent, through the API and a vendor. */
class MachineGrantIT extends SetupFlow {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String CLIENT_CREDENTIALS = "client_credentials";

  private String machines = "";

  @BeforeEach
  void deployed() throws Exception {
    publish(
      DeploymentEvents.published(
        "prv_machine",
        method("pam_machine_client", OAuthGrantType.CLIENT_CREDENTIALS),
        method("pam_machine_jwt", OAuthGrantType.JWT_BEARER)
      )
    );
    machines = Ids.fresh("pdp_", Instant.now());
    publish(DeploymentEvents.created(machines, "prv_machine"));
  }

  @Test
  @Tag("promise-4")
  void anAppObtainsItsOwnTokenAndANewOneBeforeItExpires() {
    app("robot", "\"client_secret\":\"" + CANARY + "\"");
    VENDOR.answerNext(Manner.CORRECT.expiringIn("2"));
    int before = requests(CLIENT_CREDENTIALS).size();

    JsonNode made = create("pam_machine_client", "{\"grant_type\":\"client_credentials\",\"scopes\":[\"sync\"]}", 200);

    assertThat(made.path("type").stringValue()).isEqualTo("oauth_automated");
    assertThat(made.path("source").stringValue()).isEqualTo("system");
    assertThat(made.path("connection_status").stringValue()).isEqualTo("connected");
    assertThat(requests(CLIENT_CREDENTIALS).get(before).form()).containsEntry("scope", "sync");
    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(requests(CLIENT_CREDENTIALS)).hasSizeGreaterThan(before + 1));
    assertThat(
      requests(CLIENT_CREDENTIALS)
        .get(before + 1)
        .form()
    ).containsEntry("scope", "sync");
    records(topic -> !topic.startsWith("__")).forEach(message ->
      assertThat(text(message.value())).doesNotContain(CANARY)
    );
  }

  @Test
  void anAppSignsForASubject() throws Exception {
    RSAKey key = new RSAKeyGenerator(2_048).keyID("k-1").generate();
    app("robot@acme.example", "\"private_key\":" + key.toJSONString());

    create(
      "pam_machine_jwt",
      "{\"grant_type\":\"" + JWT_BEARER + "\",\"subject\":\"ada@acme.example\",\"scopes\":[\"mail\"]}",
      200
    );

    SignedJWT assertion = SignedJWT.parse(requests(JWT_BEARER).getLast().form().get("assertion"));
    assertThat(assertion.verify(new RSASSAVerifier(key.toPublicJWK()))).isTrue();
    assertThat(assertion.getJWTClaimsSet().getIssuer()).isEqualTo("robot@acme.example");
    assertThat(assertion.getJWTClaimsSet().getSubject()).isEqualTo("ada@acme.example");
    assertThat(assertion.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("mail");
  }

  @Test
  void whatCannotWorkIsRefusedBeforeItIsStored() {
    String value = "{\"grant_type\":\"client_credentials\"}";
    assertThat(code(create("pam_machine_client", value, 400))).isEqualTo("missing_oauth_credentials");
    app("robot", "\"client_secret\":\"" + CANARY + "\"");
    assertThat(code(create("pam_machine_jwt", value, 400))).isEqualTo("invalid_auth_method");
    assertThat(code(create("pam_machine_client", "{\"grant_type\":\"password\"}", 400))).isEqualTo("invalid_data");
    VENDOR.answerNext(Manner.CORRECT.with(Manner.Reply.ECHO));
    JsonNode refused = create("pam_machine_client", value, 502);
    assertThat(code(refused)).isEqualTo("provider_refused_credential");
    assertThat(refused.toString()).doesNotContain(CANARY);
    assertThat(call(HttpMethod.GET, "?provider_deployment_id=" + machines, "", 200).path("items")).isEmpty();
  }

  private JsonNode create(String method, String value, int status) {
    String body =
      "{\"provider_deployment_id\":\"" +
      machines +
      "\",\"provider_auth_method_id\":\"" +
      method +
      "\",\"value\":" +
      value +
      "}";
    return call(HttpMethod.POST, "", body, status);
  }

  private void app(String clientId, String secret) {
    String body =
      "{\"provider_deployment_id\":\"" +
      machines +
      "\",\"config\":{\"client_id\":\"" +
      clientId +
      "\"," +
      secret +
      ",\"scopes\":[]}}";
    api(HttpMethod.POST, "/provider-auth-credentials", body, 200);
  }

  private static AuthMethod method(String id, OAuthGrantType grantType) {
    return AuthMethod.newBuilder()
      .setId(id)
      .setKey(id)
      .setType(AuthMethodType.OAUTH)
      .setName(id)
      .setInputSchema("{}")
      .setInjections(List.of(new Injection(InjectionPlace.BEARER, null, "access_token", "")))
      .setOauth(
        OAuthEndpoints.newBuilder()
          .setAuthorizationUrl("")
          .setTokenUrl(VENDOR.url("/token").toString())
          .setGrantType(grantType)
          .build()
      )
      .build();
  }

  private static String code(JsonNode error) {
    return error.path("code").stringValue();
  }

  private static List<ReceivedRequest> requests(String grantType) {
    return VENDOR.received("/token")
      .stream()
      .filter(request -> grantType.equals(request.form().get("grant_type")))
      .toList();
  }

  private static String text(byte[] value) {
    return new String(Objects.requireNonNullElse(value, new byte[0]), StandardCharsets.ISO_8859_1);
  }
}
