package io.keyfold.authconfig.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.oauth.vendor.AccountSource;
import io.keyfold.authconfig.oauth.vendor.BodyFormat;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.authconfig.oauth.vendor.RefreshTokens;
import io.keyfold.authconfig.oauth.vendor.Revocation;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.schema.ClientAuthMethod;
import io.keyfold.schema.OAuthEndpoints;
import io.keyfold.schema.OAuthGrantType;
import io.keyfold.schema.PkceMethod;
import io.keyfold.schema.RefreshTokenKind;
import io.keyfold.schema.RequestBodyFormat;
import io.keyfold.schema.RevocationAuth;
import io.keyfold.schema.RevocationCall;
import io.keyfold.schema.TokenKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OAuthMappingTest {

  private static final URI AUTHORIZE = URI.create("https://vendor.example/authorize");
  private static final URI TOKEN = URI.create("https://vendor.example/token");

  @Test
  void endpointsAloneMeanAVendorThatFollowsTheStandards() {
    KnownOAuth oauth = read(endpoints().build());

    assertThat(oauth.vendor()).isEqualTo(VendorOAuth.standard(Endpoints.of(AUTHORIZE, TOKEN)));
    assertThat(oauth.grantType()).isEqualTo(KnownOAuth.GrantType.AUTHORIZATION_CODE);
  }

  @Test
  void nestedTokensAndDeviationsAreRead() {
    VendorOAuth vendor = vendor(
      endpoints()
        .setTokenPointer("/authed_user")
        .setOkPointer("/ok")
        .setScopeSeparator(",")
        .setClientAuth(ClientAuthMethod.CLIENT_SECRET_POST)
        .setErrorCodes(Map.of("invalid_refresh_token", "invalid_grant"))
        .setRefreshTokens(RefreshTokenKind.CONSTANT)
        .setRefreshIdleLifetime(60L)
        .setUserinfoUrl("https://vendor.example/me")
        .setAccountIdPointer("/id")
        .build()
    );

    assertThat(vendor.tokenResponse().accessToken()).isEqualTo("/authed_user/access_token");
    assertThat(vendor.tokenResponse().scope()).isEqualTo("/authed_user/scope");
    assertThat(vendor.tokenResponse().error()).isEqualTo("/error");
    assertThat(vendor.tokenResponse().success()).isEqualTo("/ok");
    assertThat(vendor.scopeParameter().separator()).isEqualTo(",");
    assertThat(vendor.clientAuthentication()).isEqualTo(ClientAuthentication.CLIENT_SECRET_POST);
    assertThat(vendor.errorCodes()).containsEntry("invalid_refresh_token", "invalid_grant");
    assertThat(vendor.lifetimes().refreshTokens()).isEqualTo(RefreshTokens.CONSTANT);
    assertThat(vendor.lifetimes().refreshIdle()).isEqualTo(Duration.ofMinutes(1));
    assertThat(vendor.account()).isEqualTo(new AccountSource(URI.create("https://vendor.example/me"), "/id", null));
  }

  @Test
  void revocationIsByTheStandardOrByTheVendorsOwnCall() {
    String revoke = "https://vendor.example/revoke";
    RevocationCall call = RevocationCall.newBuilder()
      .setMethod("DELETE")
      .setUrl("https://vendor.example/{client_id}/token")
      .setAuth(RevocationAuth.CLIENT_BASIC)
      .setBody(RequestBodyFormat.JSON)
      .setTokenField("access_token")
      .setToken(TokenKind.ACCESS)
      .build();

    assertThat(vendor(endpoints().setRevocationUrl(revoke).build()).revocation()).isEqualTo(Revocation.rfc7009(revoke));
    assertThat(vendor(endpoints().setRevocationCall(call).build()).revocation()).isEqualTo(
      new Revocation(
        "https://vendor.example/{client_id}/token",
        Revocation.Method.DELETE,
        BodyFormat.JSON,
        "access_token",
        Revocation.Authentication.BASIC,
        Revocation.TokenKind.ACCESS
      )
    );
  }

  @Test
  void aMachineToMachineMethodHasNoAuthorizationEndpoint() {
    KnownOAuth oauth = read(
      endpoints().setAuthorizationUrl("").setGrantType(OAuthGrantType.CLIENT_CREDENTIALS).build()
    );

    assertThat(oauth.grantType()).isEqualTo(KnownOAuth.GrantType.CLIENT_CREDENTIALS);
    assertThat(Objects.requireNonNull(oauth.vendor()).endpoints().authorization()).isNull();
  }

  @Test
  void withoutATokenEndpointTheVendorIsDiscovered() {
    KnownOAuth oauth = read(endpoints().setAuthorizationUrl("").setTokenUrl("").build());

    assertThat(oauth.vendor()).isNull();
    assertThat(oauth.grantType()).isEqualTo(KnownOAuth.GrantType.AUTHORIZATION_CODE);
  }

  @Test
  void whatANewerReleasePublishedDoesNotStopTheFold() {
    assertThat(OAuthMapping.oauth("pam_a", endpoints().setPkce(PkceMethod.UNKNOWN).build())).isNull();
    assertThat(OAuthMapping.oauth("pam_a", endpoints().setRefreshTokens(RefreshTokenKind.UNKNOWN).build())).isNull();
    assertThat(OAuthMapping.oauth("pam_a", endpoints().setTokenUrl("not a url").build())).isNull();
    assertThat(OAuthMapping.oauth("pam_a", null)).isNull();
  }

  @Test
  @Tag("promise-7")
  void theStoredFormRoundTrips() {
    JsonMapper json = JsonMapper.builder().build();
    KnownOAuth oauth = read(
      endpoints().setDefaultScopes(List.of("read")).setRefreshIdleLifetime(60L).setAccountIdPointer("/id").build()
    );

    assertThat(json.readValue(json.writeValueAsString(oauth), KnownOAuth.class)).isEqualTo(oauth);
  }

  private static VendorOAuth vendor(OAuthEndpoints avro) {
    return Objects.requireNonNull(read(avro).vendor());
  }

  private static KnownOAuth read(OAuthEndpoints avro) {
    return Objects.requireNonNull(OAuthMapping.oauth("pam_a", avro));
  }

  private static OAuthEndpoints.Builder endpoints() {
    return OAuthEndpoints.newBuilder().setAuthorizationUrl(AUTHORIZE.toString()).setTokenUrl(TOKEN.toString());
  }
}
