package io.keyfold.authconfig.oauth.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.platform.vault.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClientMessagesTest {

  private static final URI DOCUMENT = URI.create("https://keyfold.example/oauth/client.json");
  private static final URI CALLBACK = URI.create("https://keyfold.example/oauth/callback");

  @Test
  void theMetadataDocumentNamesItsOwnUrl() {
    JsonNode json = JsonMapper.shared().readTree(
      new OurClient("Acme", List.of(CALLBACK), DOCUMENT, URI.create("https://acme.example")).metadataDocument()
    );
    assertThat(json.path("client_id").asString()).isEqualTo(DOCUMENT.toString());
    assertThat(json.path("client_name").asString()).isEqualTo("Acme");
    assertThat(json.path("redirect_uris").path(0).asString()).isEqualTo(CALLBACK.toString());
    assertThat(json.path("token_endpoint_auth_method").asString()).isEqualTo("none");
    assertThat(json.path("grant_types").valueStream().map(JsonNode::asString)).containsExactlyInAnyOrder(
      "authorization_code",
      "refresh_token"
    );
    assertThat(json.has("client_secret")).isFalse();
  }

  @Test
  void aClientThatIsNotPublicHasNoDocument() {
    OurClient hidden = new OurClient("Acme", List.of(CALLBACK), null, null);
    assertThatThrownBy(hidden::metadataDocument).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRegistrationBelongsToItsIssuer() {
    RegisteredClient client = registered(
      "{\"client_id\":\"c-1\",\"client_secret\":\"s3cret\",\"client_secret_expires_at\":1800000000," +
        "\"token_endpoint_auth_method\":\"client_secret_post\"}"
    ).orElseThrow();
    AppCredentials app = new AppCredentials(
      "c-1",
      Secret.ofText("s3cret"),
      null,
      ClientAuthentication.CLIENT_SECRET_POST,
      "https://auth.example"
    );
    assertThat(client).isEqualTo(new RegisteredClient.Registered(app, Instant.ofEpochSecond(1_800_000_000)));
  }

  @Test
  void aSecretMayNeverExpireOrBeMissing() {
    assertThat(registered("{\"client_id\":\"c\",\"client_secret\":\"s\",\"client_secret_expires_at\":0}").orElseThrow())
      .extracting(client -> ((RegisteredClient.Registered) client).expiresAt())
      .isNull();
    assertThat(registered("{\"client_id\":\"c\"}").orElseThrow())
      .extracting(client -> ((RegisteredClient.Registered) client).app().authentication())
      .isEqualTo(ClientAuthentication.NONE);
  }

  @Test
  @Tag("promise-4")
  void aRegistrationPrintsNoSecret() {
    assertThat(registered("{\"client_id\":\"c\",\"client_secret\":\"s3cret-canary\"}").orElseThrow().toString())
      .contains("c")
      .doesNotContain("s3cret-canary");
  }

  @Test
  void anUnusableRegistrationIsNone() {
    for (String body : List.of(
      "<html>",
      "{}",
      "{\"client_id\":\"c\",\"token_endpoint_auth_method\":\"tls_client_auth\"}"
    )) {
      assertThat(registered(body)).isEmpty();
    }
  }

  private static Optional<RegisteredClient> registered(String body) {
    return ClientMessages.registered("https://auth.example", body.getBytes(StandardCharsets.UTF_8));
  }
}
