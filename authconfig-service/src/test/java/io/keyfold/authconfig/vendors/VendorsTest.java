package io.keyfold.authconfig.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.oauth.discovery.AuthorizationServer;
import io.keyfold.authconfig.oauth.discovery.Discovered;
import io.keyfold.authconfig.oauth.discovery.Discovery;
import io.keyfold.authconfig.oauth.discovery.ProtectedResource;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class VendorsTest {

  private static final String ONE = "https://one.example";
  private static final String TWO = "https://two.example";
  private static final KnownOAuth DISCOVERED = new KnownOAuth(KnownOAuth.GrantType.AUTHORIZATION_CODE, null, List.of());
  private static final KnownProvider PROVIDER = new KnownProvider(
    "prv_a",
    1,
    "pvv_a",
    "A",
    "https://mcp.example/mcp",
    List.of(),
    null,
    Given.NOW,
    Given.NOW
  );

  private final List<String> asked = new ArrayList<>();

  @Test
  void theFirstServerIsUsedUnlessAnAppOrGrantBelongsToAnother() {
    Vendors vendors = over(ONE, TWO);
    assertThat(issuer(vendors, null)).isEqualTo(ONE);
    assertThat(issuer(vendors, TWO)).isEqualTo(TWO);
  }

  @Test
  @Tag("promise-4")
  void aServerThatIsNoLongerNamedIsNotEvenAsked() {
    assertThatThrownBy(() -> over(ONE).of(PROVIDER, DISCOVERED, TWO).block()).isInstanceOfSatisfying(
      ApiException.class,
      e -> assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_ERROR)
    );
    assertThat(asked).isEmpty();
  }

  @Test
  void whatMayPassIsToldApart() {
    Vendors down = new Vendors(new Fixed(new Discovered.Failed<>(Discovered.Problem.UNREACHABLE)));
    assertThatThrownBy(() -> down.of(PROVIDER, DISCOVERED, null).block()).isInstanceOfSatisfying(
      ApiException.class,
      e -> assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_UNREACHABLE)
    );
  }

  @Test
  void scopesAndAuthenticationAreThoseThatTheServersName() {
    Vendor vendor = Objects.requireNonNull(over(ONE).of(PROVIDER, DISCOVERED, null).block());
    assertThat(vendor.defaultScopes()).containsExactly("tools");
    assertThat(vendor.oauth().clientAuthentication()).isEqualTo(ClientAuthentication.CLIENT_SECRET_POST);
    assertThat(vendor.oauth().resource()).isEqualTo(URI.create("https://mcp.example/mcp"));
  }

  private static @Nullable String issuer(Vendors vendors, @Nullable String wanted) {
    return Objects.requireNonNull(vendors.of(PROVIDER, DISCOVERED, wanted).block())
      .oauth()
      .endpoints()
      .issuer();
  }

  private Vendors over(String... servers) {
    return new Vendors(
      new Fixed(
        new Discovered.Found<>(new ProtectedResource(URI.create(PROVIDER.mcpUrl()), List.of(servers), List.of("tools")))
      )
    );
  }

  /** Every authorization server exists; what the MCP server says is given. */
  private final class Fixed implements Discovery {

    private final Discovered<ProtectedResource> resource;

    Fixed(Discovered<ProtectedResource> resource) {
      this.resource = resource;
    }

    @Override
    public Mono<Discovered<ProtectedResource>> resource(URI url) {
      return Mono.just(resource);
    }

    @Override
    public Mono<Discovered<AuthorizationServer>> authorizationServer(String issuer) {
      asked.add(issuer);
      Endpoints endpoints = new Endpoints(URI.create(issuer + "/a"), URI.create(issuer + "/t"), issuer, false);
      Set<ClientAuthentication> ways = Set.of(ClientAuthentication.NONE, ClientAuthentication.CLIENT_SECRET_POST);
      return Mono.just(new Discovered.Found<>(new AuthorizationServer(issuer, endpoints, null, null, false, ways)));
    }
  }
}
