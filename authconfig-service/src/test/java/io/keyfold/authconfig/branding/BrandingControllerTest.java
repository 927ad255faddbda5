package io.keyfold.authconfig.branding;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.pages.Accent;
import io.keyfold.authconfig.pages.Brand;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Branding over HTTP: what is set is shown, and a host name belongs to one tenant that has shown to control it. */
class BrandingControllerTest {

  private static final TenantId ACME = new TenantId("tnt_acme");
  private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3 };
  private static final String LOGO = "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
    BrandingSlice.class
  );
  private final TenantPages pages = context.getBean(TenantPages.class);
  private final BrandingSlice.Records dns = context.getBean(BrandingSlice.Records.class);
  private WebTestClient client = WebTestClient.bindToServer().build();

  @BeforeEach
  void start() {
    client = WebTestClient.bindToApplicationContext(context).build();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  @Tag("promise-3")
  void whatIsSetIsReadAndShown() {
    JsonNode set = put("tnt_acme", "{'name':'Acme','color':'#FFD400','logo':'" + LOGO + "'}", 200);

    assertThat(set.path("object").stringValue()).isEqualTo("branding");
    assertThat(set.path("color").stringValue()).isEqualTo("#ffd400");
    assertThat(set.path("logo").stringValue()).isEqualTo(LOGO);
    assertThat(get("tnt_acme")).isEqualTo(set);
    Brand brand = pages.of(ACME);
    assertThat(brand.name()).isEqualTo("Acme");
    assertThat(brand.accent()).isEqualTo(Accent.ofHex("ffd400"));
    client
      .get()
      .uri(URI.create(Objects.requireNonNull(brand.logo())))
      .exchange()
      .expectStatus()
      .isOk()
      .expectHeader()
      .contentType(MediaType.IMAGE_PNG)
      .expectHeader()
      .valueEquals("X-Content-Type-Options", "nosniff")
      .expectBody(byte[].class)
      .isEqualTo(PNG);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantHasTheDefaults() {
    put("tnt_acme", "{'name':'Acme'}", 200);

    JsonNode other = get("tnt_other");

    assertThat(other.path("name").isNull()).isTrue();
    assertThat(other.path("created_at").isNull()).isTrue();
    assertThat(pages.of(new TenantId("tnt_other"))).isEqualTo(Brand.NEUTRAL);
  }

  @Test
  void whatIsLeftOutIsTheDefaultAgain() {
    put("tnt_acme", "{'name':'Acme','logo':'" + LOGO + "'}", 200);
    String logo = Objects.requireNonNull(pages.of(ACME).logo());

    put("tnt_acme", "{'color':'#000000'}", 200);

    assertThat(pages.of(ACME)).isEqualTo(new Brand(null, null, Accent.ofHex("000000")));
    client.get().uri(URI.create(logo)).exchange().expectStatus().isNotFound();
  }

  @Test
  void aStaleVersionIsRejected() {
    put("tnt_acme", "{'name':'Acme'}", 200);

    client
      .put()
      .uri("/branding")
      .contentType(MediaType.APPLICATION_JSON)
      .header("If-Match", "\"v0\"")
      .bodyValue("{}")
      .exchange()
      .expectStatus()
      .isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "{'logo':'data:image/svg+xml;base64,PHN2Zz4='}",
      "{'logo':'data:image/jpeg;base64,iVBORw0KGgo='}",
      "{'logo':'https://acme.example/logo.png'}",
      "{'color':'red'}",
      "{'name':'  '}",
      "{'name':'a\\u0007b'}",
      "{'host':'acme'}",
      "{'host':'127.0.0.1'}",
      "{'host':'acme.example:8080'}",
      "{'host':'https://acme.example'}",
      "{'host':'keyfold.example'}",
      "{'host':'unproven.example'}",
    }
  )
  void whatCannotBeShownSafelyIsRejected(String body) {
    JsonNode error = put("tnt_acme", body, 400);

    assertThat(error.path("code").stringValue()).isEqualTo("invalid_data");
    assertThat(get("tnt_acme").path("updated_at").isNull()).isTrue();
  }

  @Test
  void theErrorNamesTheRecordThatProvesControl() {
    JsonNode error = put("tnt_acme", "{'host':'connect.acme.example'}", 400);

    assertThat(error.toString()).contains("_keyfold.connect.acme.example", "keyfold-tenant=tnt_acme");
  }

  @Test
  void theHostSelectsTheTenantAndItsUrls() {
    dns.add("connect.acme.example", "tnt_acme");
    put("tnt_acme", "{'name':'Acme','host':'Connect.Acme.example'}", 200);
    ServerHttpRequest atOwnHost = MockServerHttpRequest.get("https://connect.acme.example/").build();
    ServerHttpRequest elsewhere = MockServerHttpRequest.get("https://keyfold.example:8443/").build();

    assertThat(pages.at(atOwnHost).name()).isEqualTo("Acme");
    assertThat(pages.at(elsewhere)).isEqualTo(Brand.NEUTRAL);
    assertThat(pages.redirectUri(ACME, "prv_slack", elsewhere)).isEqualTo(
      "https://connect.acme.example:8443/oauth/callback/prv_slack"
    );
    assertThat(pages.base(new TenantId("tnt_other"), elsewhere)).isEqualTo("https://keyfold.example:8443");
  }

  @Test
  @Tag("promise-5")
  void aHostNameBelongsToOneTenant() {
    dns.add("connect.example", "tnt_acme");
    dns.add("connect.example", "tnt_other");
    put("tnt_acme", "{'host':'connect.example'}", 200);
    context.getBean(MovableClock.class).advance(Duration.ofDays(1));

    JsonNode error = put("tnt_other", "{'host':'connect.example'}", 409);

    assertThat(error.path("code").stringValue()).isEqualTo("conflict");
    assertThat(pages.tenantAt(MockServerHttpRequest.get("https://connect.example/").build())).contains(ACME);
  }

  @Test
  void aHostNameThatIsGivenUpCanBeClaimed() {
    dns.add("connect.example", "tnt_acme");
    dns.add("connect.example", "tnt_other");
    put("tnt_acme", "{'host':'connect.example'}", 200);
    put("tnt_acme", "{}", 200);
    put("tnt_other", "{'host':'connect.example'}", 409);
    context.getBean(MovableClock.class).advance(Duration.ofMinutes(2));

    put("tnt_other", "{'host':'connect.example'}", 200);

    put("tnt_acme", "{'host':'connect.example'}", 409);
    assertThat(pages.tenantAt(MockServerHttpRequest.get("https://connect.example/").build())).contains(
      new TenantId("tnt_other")
    );
  }

  private JsonNode put(String tenant, String body, int status) {
    byte[] response = client
      .put()
      .uri("/branding")
      .header("x-tenant", tenant)
      .contentType(MediaType.APPLICATION_JSON)
      .bodyValue(body.replace('\'', '"'))
      .exchange()
      .expectStatus()
      .isEqualTo(status)
      .expectBody()
      .returnResult()
      .getResponseBody();
    return JsonMapper.shared().readTree(Objects.requireNonNull(response));
  }

  private JsonNode get(String tenant) {
    byte[] response = client
      .get()
      .uri("/branding")
      .header("x-tenant", tenant)
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .returnResult()
      .getResponseBody();
    return JsonMapper.shared().readTree(Objects.requireNonNull(response));
  }
}
