package io.keyfold.authconfig.oauth.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.keyfold.authconfig.oauth.AuthorizationRequest;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.authconfig.oauth.vendor.ScopeParameter;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizationUrlsTest {

  private static final AuthorizationRequest REQUEST = new AuthorizationRequest(
    URI.create("https://keyfold.example/oauth/callback?x=1"),
    List.of("read", "write"),
    "state-1",
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
  );

  @Test
  void aStandardRequest() {
    URI url = AuthorizationUrls.write("client", Vendors.GITHUB, REQUEST);
    assertThat(url.toString()).startsWith("https://github.com/login/oauth/authorize?");
    assertThat(parameters(url)).containsExactlyInAnyOrderEntriesOf(
      Map.of(
        "response_type",
        List.of("code"),
        "client_id",
        List.of("client"),
        "redirect_uri",
        List.of("https://keyfold.example/oauth/callback?x=1"),
        "scope",
        List.of("read write"),
        "state",
        List.of("state-1"),
        "code_challenge",
        List.of("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
        "code_challenge_method",
        List.of("S256")
      )
    );
  }

  @Test
  void slacksUserScopesHaveAParameterAndASeparatorOfTheirOwn() {
    Map<String, List<String>> parameters = parameters(AuthorizationUrls.write("client", Vendors.SLACK, REQUEST));
    assertThat(parameters).containsEntry("user_scope", List.of("read,write")).doesNotContainKeys("scope");
    assertThat(parameters).doesNotContainKey("code_challenge");
  }

  @Test
  void commasSeparateScopesOfTheUsualParameterToo() {
    VendorOAuth vendor = Vendors.scoped(Vendors.GITHUB, new ScopeParameter("scope", ","));
    assertThat(parameters(AuthorizationUrls.write("client", vendor, REQUEST))).containsEntry(
      "scope",
      List.of("read,write")
    );
  }

  @Test
  void googleNeedsParametersOfItsOwn() {
    assertThat(parameters(AuthorizationUrls.write("client", Vendors.GOOGLE, REQUEST)))
      .containsEntry("access_type", List.of("offline"))
      .containsEntry("prompt", List.of("consent"));
  }

  @Test
  void theEndpointsOwnQueryIsKeptAndCannotReplaceTheProtocols() {
    VendorOAuth vendor = Vendors.at(
      Vendors.GITHUB,
      Endpoints.of(URI.create("https://v.example/a?tenant=7&state=fixed"), URI.create("https://v.example/t"))
    );
    URI url = AuthorizationUrls.write("client", vendor, REQUEST);
    assertThat(url.getRawPath()).isEqualTo("/a");
    assertThat(parameters(url)).containsEntry("tenant", List.of("7")).containsEntry("state", List.of("state-1"));
  }

  @Test
  void aVendorWithoutConsentHasNoUrl() {
    VendorOAuth vendor = Vendors.at(
      Vendors.GITHUB,
      new Endpoints(null, URI.create("https://v.example/t"), null, false)
    );
    assertThatThrownBy(() -> AuthorizationUrls.write("client", vendor, REQUEST)).isInstanceOf(
      IllegalArgumentException.class
    );
  }

  private static Map<String, List<String>> parameters(URI url) {
    return URLUtils.parseParameters(url.getRawQuery());
  }
}
