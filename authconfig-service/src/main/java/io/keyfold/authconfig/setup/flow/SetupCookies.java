package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.setup.LinkSecrets;
import io.keyfold.platform.vault.DerivedCipher;
import io.keyfold.platform.vault.DerivedSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cookies of the flow. Each is sealed and bound to its own name, so it opens neither as another one nor for another
 * session. One cookie per session and one per authorization, so that several can be under way in one browser.
 *
 * <p>At https they are {@code __Host-} cookies: no other host can set them. At http, where a standalone on the user's own
 * machine is used, the prefix and {@code Secure} are left out. Chromium would accept both on loopback (tested with 156),
 * but Safari and HTTP clients would not, and no browser does at another host.
 */
final class SetupCookies {

  /** How long a vendor may take to send the browser back. */
  static final Duration AUTHORIZATION_LIFETIME = Duration.ofMinutes(10);

  private static final String HOST = "__Host-";
  private static final String BROWSER = "kf_setup_";
  private static final String AUTHORIZATION = "kf_oauth_";
  private static final int NAME_HASH_LENGTH = 16;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final DerivedCipher cipher;

  SetupCookies(DerivedSecrets secrets) {
    this.cipher = new DerivedCipher(secrets, "setup_session.cookie");
  }

  /** {@return the cookie that makes a browser known to a session} */
  ResponseCookie of(boolean secure, String sessionId, Browser browser, Duration lifetime) {
    return cookie(secure, BROWSER + sessionId, seal(BROWSER + sessionId, bytes(browser.secret())), lifetime);
  }

  /** {@return the browser, if it has opened the session's link} */
  Optional<Browser> browser(ServerHttpRequest request, boolean secure, String sessionId) {
    return open(request, secure, BROWSER + sessionId, BROWSER + sessionId).map(secret ->
      new Browser(new String(secret, StandardCharsets.UTF_8))
    );
  }

  /** {@return whether the browser has opened the session's link, at http or at https} */
  boolean anyBrowser(ServerHttpRequest request, String sessionId) {
    return browser(request, true, sessionId).isPresent() || browser(request, false, sessionId).isPresent();
  }

  /** {@return the cookie of an authorization with this state} */
  ResponseCookie of(boolean secure, String state, Authorization authorization) {
    byte[] content = JSON.writeValueAsBytes(authorization);
    return cookie(secure, name(state), seal(AUTHORIZATION + state, content), AUTHORIZATION_LIFETIME);
  }

  /** {@return the authorization with this state, if this browser started it} */
  Optional<Authorization> authorization(ServerHttpRequest request, boolean secure, String state) {
    return open(request, secure, name(state), AUTHORIZATION + state).flatMap(SetupCookies::read);
  }

  /** {@return the deletion of an authorization's cookie} */
  ResponseCookie without(boolean secure, String state) {
    return cookie(secure, name(state), "", Duration.ZERO);
  }

  /** The state itself is not in the name: a vendor and its logs know it. */
  private static String name(String state) {
    return AUTHORIZATION + LinkSecrets.hash(state).substring(0, NAME_HASH_LENGTH);
  }

  private static Optional<Authorization> read(byte[] content) {
    try {
      return Optional.of(JSON.readValue(content, Authorization.class));
    } catch (JacksonException _) {
      // Sealed by another release: the user starts again.
      return Optional.empty();
    }
  }

  private Optional<byte[]> open(ServerHttpRequest request, boolean secure, String name, String context) {
    HttpCookie cookie = request.getCookies().getFirst(prefixed(secure, name));
    return Optional.ofNullable(cookie)
      .flatMap(found -> decoded(found.getValue()))
      .flatMap(sealed -> cipher.open(sealed, bytes(context)));
  }

  private String seal(String context, byte[] content) {
    return Base64.getUrlEncoder()
      .withoutPadding()
      .encodeToString(cipher.seal(content, bytes(context)));
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ResponseCookie cookie(boolean secure, String name, String value, Duration lifetime) {
    return ResponseCookie.from(prefixed(secure, name), value)
      .path("/")
      .httpOnly(true)
      .secure(secure)
      .sameSite("Lax")
      .maxAge(lifetime)
      .build();
  }

  private static String prefixed(boolean secure, String name) {
    return secure ? HOST + name : name;
  }

  /** {@return whether the tenant's pages are at https} */
  static boolean isSecure(String base) {
    return base.startsWith("https:");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
