package io.keyfold.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

@Tag("promise-4")
class PresentedKeyTest {

  private static final String API_KEY = "kf_sk_canary7f3a9c1e5b";
  private static final String SECRET = "kf_ek_secret";

  @Test
  void theHeaderTakesBothKindsOfKeys() {
    assertThat(of("", API_KEY, true)).isEqualTo(new PresentedKey(false, API_KEY));
    assertThat(of("", SECRET, true)).isEqualTo(new PresentedKey(true, SECRET));
  }

  @Test
  void theQueryTakesASessionSecretOnly() {
    assertThat(of("?key=" + SECRET, "", true)).isEqualTo(new PresentedKey(true, SECRET));
    assertThat(of("?token=" + SECRET, "", true)).isEqualTo(new PresentedKey(true, SECRET));
    for (String query : new String[] {
      "?key=" + API_KEY,
      "?token=" + API_KEY,
      "?key=anything",
      "?key=" + SECRET + "&token=" + API_KEY,
      "?key=" + SECRET + "&key=" + API_KEY,
    }) {
      refused(query, "", true, "API keys only in the Authorization header");
      refused(query, API_KEY, true, "API keys only in the Authorization header");
      refused(query, SECRET, false, "API keys only in the Authorization header");
    }
  }

  /** Existing clients append the session's secret to the URL and also send their API key. */
  @Test
  void aSessionSecretIsPreferredToAnApiKey() {
    assertThat(of("?key=" + SECRET, API_KEY, true)).isEqualTo(new PresentedKey(true, SECRET));
  }

  @Test
  void keysInTheQueryCanBeDisabled() {
    refused("?key=" + SECRET, "", false, "Authorization: Bearer");
    assertThat(of("?key=" + SECRET, API_KEY, false)).isEqualTo(new PresentedKey(false, API_KEY));
    assertThat(of("", SECRET, false)).isEqualTo(new PresentedKey(true, SECRET));
  }

  @Test
  void emptyParametersAreNoKeys() {
    assertThat(of("?key=&token", API_KEY, true)).isEqualTo(new PresentedKey(false, API_KEY));
    refused("?key=", "", true, "Send a session secret or an API key");
    refused("", "", true, "Send a session secret or an API key");
    refused("", "k".repeat(2000), true, "Send a session secret or an API key");
  }

  @Test
  void aKeyIsNotPrinted() {
    assertThat(of("", API_KEY, true).toString()).doesNotContain(API_KEY);
  }

  private static PresentedKey of(String query, String bearer, boolean inQuery) {
    MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.post("/mcp/ses_1" + query);
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return PresentedKey.of(request.build(), inQuery);
  }

  private static void refused(String query, String bearer, boolean inQuery, String hint) {
    assertThatThrownBy(() -> of(query, bearer, inQuery)).isInstanceOfSatisfying(ApiException.class, e -> {
      assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
      assertThat(e.hint()).contains(hint);
      assertThat(e.text() + e.hint()).doesNotContain("canary", SECRET);
    });
  }
}
