package io.keyfold.authconfig.oauth.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keyfold.authconfig.oauth.discovery.Discovered.Failed;
import io.keyfold.authconfig.oauth.discovery.Discovered.Found;
import io.keyfold.authconfig.oauth.discovery.Discovered.Problem;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataReadingTest {

  private static final String ISSUER = "https://auth.example/t1";
  private static final String SERVER = """
  {"issuer":"https://auth.example/t1","authorization_endpoint":"https://auth.example/authorize",
   "token_endpoint":"https://auth.example/token","revocation_endpoint":"https://auth.example/revoke",
   "registration_endpoint":"https://auth.example/register","response_types_supported":["code"],
   "token_endpoint_auth_methods_supported":["none","private_key_jwt","tls_client_auth"],
   "code_challenge_methods_supported":["plain","S256"],"client_id_metadata_document_supported":true,
   "authorization_response_iss_parameter_supported":true}""";
  private static final URI RESOURCE = URI.create("https://mcp.example/mcp");
  private static final String DOCUMENT =
    "{\"resource\":\"https://mcp.example/mcp\",\"authorization_servers\":[\"https://auth.example/t1\"]," +
    "\"scopes_supported\":[\"read\",\"write\"]}";

  private final MetadataReading reading = new MetadataReading(new EgressPolicy(new EgressProperties(false)));

  @Test
  void aServer() {
    AuthorizationServer server = ((Found<AuthorizationServer>) server(SERVER)).value();
    assertThat(server.endpoints().issInCallback()).isTrue();
    assertThat(server.metadataDocuments()).isTrue();
    assertThat(server.authentications()).containsExactlyInAnyOrder(
      ClientAuthentication.NONE,
      ClientAuthentication.PRIVATE_KEY_JWT
    );
    VendorOAuth vendor = server.vendor(ClientAuthentication.NONE, RESOURCE);
    assertThat(vendor.endpoints().issuer()).isEqualTo(ISSUER);
    assertThat(vendor.resource()).isEqualTo(RESOURCE);
    assertThat(Objects.requireNonNull(vendor.revocation()).url()).isEqualTo("https://auth.example/revoke");
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "https://auth.example/t1/",
      "https://auth.example",
      "https://AUTH.example/t1",
      "https://evil.example/t1",
    }
  )
  void anotherIssuerIsRefused(String issuer) {
    assertThat(server(SERVER.replace("\"" + ISSUER + "\"", "\"" + issuer + "\""))).isEqualTo(
      new Failed<>(Problem.ISSUER_MISMATCH)
    );
  }

  @Test
  void aServerWithoutPkceIsRefused() {
    for (String methods : List.of("\"code_challenge_methods_supported\":[\"plain\"]", "\"x\":1")) {
      String document = SERVER.replace("\"code_challenge_methods_supported\":[\"plain\",\"S256\"]", methods);
      assertThat(server(document)).isEqualTo(new Failed<>(Problem.NO_PKCE));
    }
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "http://auth.example/token",
      "https://10.0.0.1/token",
      "https://localhost/token",
      "javascript:alert(1)",
      "",
    }
  )
  void anEndpointThatIsNotAllowedIsRefused(String url) {
    assertThat(server(SERVER.replace("https://auth.example/token", url))).isEqualTo(new Failed<>(Problem.INVALID));
    assertThat(server(SERVER.replace("https://auth.example/authorize", url))).isEqualTo(new Failed<>(Problem.INVALID));
    assertThat(server(SERVER.replace("https://auth.example/register", url))).isEqualTo(new Failed<>(Problem.INVALID));
  }

  @Test
  void withoutAListBasicAuthenticationIsMeant() {
    String document = SERVER.replace("\"token_endpoint_auth_methods_supported\"", "\"x\"");
    assertThat(((Found<AuthorizationServer>) server(document)).value().authentications()).containsExactly(
      ClientAuthentication.CLIENT_SECRET_BASIC
    );
  }

  @Test
  void aResource() {
    assertThat(resource(List.of(), DOCUMENT)).isEqualTo(
      new Found<>(new ProtectedResource(RESOURCE, List.of(ISSUER), List.of("read", "write")))
    );
    assertThat(resource(List.of("asked"), DOCUMENT)).isEqualTo(
      new Found<>(new ProtectedResource(RESOURCE, List.of(ISSUER), List.of("asked")))
    );
  }

  @Test
  void anotherResourceIsRefused() {
    assertThat(resource(List.of(), DOCUMENT.replace("mcp.example/mcp", "other.example/mcp"))).isEqualTo(
      new Failed<>(Problem.RESOURCE_MISMATCH)
    );
  }

  @Test
  void aResourceWithoutServersIsInvalid() {
    assertThat(resource(List.of(), "{\"resource\":\"https://mcp.example/mcp\"}")).isEqualTo(
      new Failed<>(Problem.INVALID)
    );
    assertThat(resource(List.of(), "{}")).isEqualTo(new Failed<>(Problem.INVALID));
  }

  @Test
  void whatIsNoJsonObjectIsNoDocument() {
    for (String body : List.of("<html>", "", "[]", "7")) {
      assertThat(reading.server(ISSUER, body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
  }

  @Property(tries = 500)
  void aDamagedDocumentIsNeverAnException(
    @ForAll @IntRange(max = 700) int at,
    @ForAll @IntRange(min = 1, max = 30) int length,
    @ForAll("literals") String literal
  ) {
    for (String document : List.of(SERVER, DOCUMENT)) {
      int from = Math.min(at, document.length());
      String damaged =
        document.substring(0, from) + literal + document.substring(Math.min(from + length, document.length()));
      byte[] bytes = damaged.getBytes(StandardCharsets.UTF_8);
      assertThatCode(() -> reading.server(ISSUER, bytes)).doesNotThrowAnyException();
      assertThatCode(() -> reading.resource(RESOURCE, List.of(), bytes)).doesNotThrowAnyException();
    }
  }

  @Provide
  Arbitrary<String> literals() {
    return Arbitraries.of("", "\"", "null", "7", "[]", "{}", "\":7,\"", "\":[7],\"", " ", "\u0000", "//", "%");
  }

  private Discovered<AuthorizationServer> server(String document) {
    return reading.server(ISSUER, document.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private Discovered<ProtectedResource> resource(List<String> challenged, String document) {
    return reading.resource(RESOURCE, challenged, document.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
