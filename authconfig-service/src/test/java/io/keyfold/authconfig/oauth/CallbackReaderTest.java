package io.keyfold.authconfig.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.oauth.AuthorizationCallback.Code;
import io.keyfold.authconfig.oauth.AuthorizationCallback.Invalid;
import io.keyfold.authconfig.oauth.AuthorizationCallback.Reason;
import io.keyfold.authconfig.oauth.AuthorizationCallback.Refused;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.vault.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallbackReaderTest {

  private static final String ISSUER = "https://vendor.example";
  private static final VendorOAuth PLAIN = vendor(null, false);
  private static final VendorOAuth WITH_ISSUER = vendor(ISSUER, false);
  private static final VendorOAuth STRICT = vendor(ISSUER, true);

  @Test
  void aCode() {
    assertThat(read(PLAIN, Map.of("code", "c-1", "state", "s"))).isEqualTo(new Code(Secret.ofText("c-1")));
    assertThat(read(STRICT, Map.of("code", "c-1", "iss", ISSUER))).isEqualTo(new Code(Secret.ofText("c-1")));
    assertThat(read(WITH_ISSUER, Map.of("code", "c-1"))).isEqualTo(new Code(Secret.ofText("c-1")));
  }

  @Test
  void aRefusal() {
    assertThat(read(PLAIN, Map.of("error", "access_denied", "error_description", "The user\u202e said\nno"))).isEqualTo(
      new Refused("access_denied", "The user  said no")
    );
    assertThat(read(PLAIN, Map.of("error", "<script>\n"))).isEqualTo(new Refused("invalid_response", null));
  }

  @Test
  void theIssuerIsComparedExactly() {
    for (String other : List.of(
      ISSUER + "/",
      "https://VENDOR.example",
      "https://vendor.example:443",
      "https://evil.example"
    )) {
      assertThat(read(WITH_ISSUER, Map.of("code", "c-1", "iss", other))).isEqualTo(new Invalid(Reason.ISSUER_MISMATCH));
      assertThat(read(WITH_ISSUER, Map.of("error", "access_denied", "iss", other))).isEqualTo(
        new Invalid(Reason.ISSUER_MISMATCH)
      );
    }
  }

  @Test
  void aMissingIssuerIsRejectedWhereTheVendorAlwaysSendsIt() {
    assertThat(read(STRICT, Map.of("code", "c-1"))).isEqualTo(new Invalid(Reason.ISSUER_MISSING));
    assertThat(read(STRICT, Map.of("code", "c-1", "iss", ""))).isEqualTo(new Invalid(Reason.ISSUER_MISSING));
  }

  @Test
  void malformedCallbacks() {
    assertThat(read(PLAIN, Map.of())).isEqualTo(new Invalid(Reason.MALFORMED));
    assertThat(read(PLAIN, Map.of("code", ""))).isEqualTo(new Invalid(Reason.MALFORMED));
    assertThat(read(PLAIN, Map.of("code", "x".repeat(5_000)))).isEqualTo(new Invalid(Reason.MALFORMED));
    assertThat(AuthorizationCallback.read(PLAIN, Map.of("code", List.of("a", "b")))).isEqualTo(
      new Invalid(Reason.MALFORMED)
    );
  }

  private static AuthorizationCallback read(VendorOAuth vendor, Map<String, String> parameters) {
    Map<String, List<String>> lists = new HashMap<>();
    parameters.forEach((name, value) -> lists.put(name, List.of(value)));
    return AuthorizationCallback.read(vendor, lists);
  }

  private static VendorOAuth vendor(@Nullable String issuer, boolean always) {
    return VendorOAuth.standard(
      new Endpoints(URI.create(ISSUER + "/authorize"), URI.create(ISSUER + "/token"), issuer, always)
    );
  }
}
