package io.keyfold.acceptance.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A realm of a Keycloak, with one user and one client, which refresh tokens are bound to and which work once.
 *
 * @param keycloak base URL of the Keycloak
 */
record Realm(String keycloak) {
  static final String USER = "ada";
  static final String PASSWORD = "password-of-ada";
  static final String ACCOUNT = "Ada Lovelace";
  static final String APP = "Acme Assistant";
  static final String CLIENT = "acme-assistant";
  static final String SECRET = "secret+of the/acme:assistant%";

  private static final String NAME = "acme";
  private static final Duration BOUND = Duration.ofMinutes(1);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Creates the realm and its user, as an administrator does. */
  static Realm create(KeycloakProcess process, Duration accessTokens) {
    Realm realm = new Realm(process.url());
    Map<String, Object> password = Map.of("type", "password", "value", PASSWORD, "temporary", false);
    Map<String, Object> user = Map.of(
      "username",
      USER,
      "enabled",
      true,
      "firstName",
      "Ada",
      "lastName",
      "Lovelace",
      "email",
      "ada@acme.example",
      "credentials",
      List.of(password)
    );
    realm
      .admin()
      .post(
        "/admin/realms",
        Map.of(
          "realm",
          NAME,
          "enabled",
          true,
          "accessTokenLifespan",
          accessTokens.toSeconds(),
          "revokeRefreshToken",
          true,
          "refreshTokenMaxReuse",
          0,
          "users",
          List.of(user)
        )
      )
      .expect(201);
    return realm;
  }

  /** Registers the client; users have to agree to its scopes, and it has to use PKCE. */
  void register(String redirectUri) {
    Map<String, Object> client = Map.of(
      "clientId",
      CLIENT,
      "name",
      APP,
      "secret",
      SECRET,
      "redirectUris",
      List.of(redirectUri),
      "consentRequired",
      true,
      "directAccessGrantsEnabled",
      false,
      "attributes",
      Map.of("pkce.code.challenge.method", "S256")
    );
    admin()
      .post("/admin/realms/" + NAME + "/clients", client)
      .expect(201);
  }

  /** Changes how long new access tokens are valid. */
  void accessTokens(Duration lifetime) {
    admin()
      .send("PUT", "/admin/realms/" + NAME, Map.of("accessTokenLifespan", lifetime.toSeconds()), Map.of())
      .expect(204);
  }

  /** {@return the realm's issuer} */
  String issuer() {
    return keycloak + "/realms/" + NAME;
  }

  /** {@return the URL of an endpoint of OpenID Connect} */
  String endpoint(String name) {
    return issuer() + "/protocol/openid-connect/" + name;
  }

  /** {@return the user whom an {@code Authorization} header is about, if Keycloak accepts it} */
  Optional<String> userOf(String authorization) {
    HttpResponse<String> response = send(
      HttpRequest.newBuilder(URI.create(endpoint("userinfo"))).header("Authorization", authorization)
    );
    return response.statusCode() == 200
      ? Optional.of(json(response).path("preferred_username").stringValue())
      : Optional.empty();
  }

  /** {@return whether Keycloak still knows the refresh token; asking does not use it} */
  boolean isActive(String refreshToken) {
    return form("token/introspect", Map.of("token", refreshToken, "token_type_hint", "refresh_token"))
      .path("active")
      .asBoolean();
  }

  /** {@return the response to a refresh by the client} */
  JsonNode refresh(String refreshToken) {
    return form("token", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  private Api admin() {
    HttpResponse<String> response = post(
      keycloak + "/realms/master/protocol/openid-connect/token",
      Map.of(
        "grant_type",
        "password",
        "client_id",
        "admin-cli",
        "username",
        KeycloakProcess.ADMIN,
        "password",
        KeycloakProcess.ADMIN_PASSWORD
      )
    );
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Api.beside(keycloak).with(json(response).path("access_token").stringValue());
  }

  private JsonNode form(String endpoint, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("client_id", CLIENT);
    all.put("client_secret", SECRET);
    return json(post(endpoint(endpoint), all));
  }

  private static HttpResponse<String> post(String url, Map<String, String> fields) {
    String body = fields
      .entrySet()
      .stream()
      .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
      .collect(Collectors.joining("&"));
    return send(
      HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body))
    );
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.timeout(BOUND).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }
}
