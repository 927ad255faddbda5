package io.keyfold.authconfig.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.authconfig.branding.Brands;
import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.pages.Accent;
import io.keyfold.authconfig.pages.Brand;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class ClientMetadataControllerTest {

  private static final TenantId ACME = new TenantId("tnt_acme");
  private static final String HOST = "connect.acme.example";

  /** Acme has a host name of its own. */
  private static final class Acme implements Brands {

    @Override
    public Brand of(TenantId tenant) {
      return tenant.equals(ACME) ? new Brand("Acme", null, Accent.DEFAULT) : Brand.NEUTRAL;
    }

    @Override
    public Brand at(ServerHttpRequest request) {
      return tenantAt(request).map(this::of).orElse(Brand.NEUTRAL);
    }

    @Override
    public Optional<TenantId> tenantAt(ServerHttpRequest request) {
      return HOST.equals(request.getURI().getHost()) ? Optional.of(ACME) : Optional.empty();
    }
  }

  private final PublicLinks links = (tenant, request) ->
    tenant.equals(ACME) ? "https://" + HOST : "https://keyfold.example";
  private final ClientMetadataController controller = controller(links);

  private static ClientMetadataController controller(PublicLinks links) {
    return new ClientMetadataController(new Acme(), links, new EgressPolicy(new EgressProperties(false)));
  }

  @Test
  void theUrlOfTheDocumentIsTheClientId() {
    JsonNode document = get("https://" + HOST + "/oauth/client-metadata/prv_linear");
    assertThat(document.path("client_id").stringValue()).isEqualTo(
      "https://" + HOST + "/oauth/client-metadata/prv_linear"
    );
    assertThat(document.path("client_name").stringValue()).isEqualTo("Acme");
    assertThat(document.path("redirect_uris")).hasSize(1);
    assertThat(document.at("/redirect_uris/0").stringValue()).isEqualTo(
      "https://" + HOST + "/oauth/callback/prv_linear"
    );
    assertThat(document.path("token_endpoint_auth_method").stringValue()).isEqualTo("none");
  }

  @Test
  @Tag("promise-5")
  void aSharedHostNamesNoTenant() {
    JsonNode document = get("https://keyfold.example/oauth/client-metadata/prv_linear");
    assertThat(document.path("client_name").stringValue()).isEqualTo("Keyfold");
    assertThat(document.toString()).doesNotContainIgnoringCase("acme");
  }

  @Test
  void thereIsNoneForOtherPathsAndWithoutHttps() {
    assertThatThrownBy(() -> controller.document(request(), "prv_a.b")).isInstanceOf(ApiException.class);
    ClientMetadataController plain = controller((tenant, request) -> "http://localhost:8080");
    assertThatThrownBy(() -> plain.document(request(), "prv_linear")).isInstanceOf(ApiException.class);
  }

  private static ServerHttpRequest request() {
    return MockServerHttpRequest.get("https://keyfold.example/oauth/client-metadata/x").build();
  }

  private JsonNode get(String url) {
    return Objects.requireNonNull(
      WebTestClient.bindToController(controller)
        .build()
        .get()
        .uri(url)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody()
    );
  }
}
