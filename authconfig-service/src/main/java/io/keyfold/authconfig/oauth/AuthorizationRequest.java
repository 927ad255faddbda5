package io.keyfold.authconfig.oauth;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a user's consent.
 *
 * @param redirectUri where the vendor sends the browser back, exactly as registered with it
 * @param scopes scopes to ask for
 * @param state single-use value that binds the callback to this request
 * @param codeChallenge S256 challenge, sent if the vendor supports it
 */
public record AuthorizationRequest(URI redirectUri, List<String> scopes, String state, @Nullable String codeChallenge) {
  /** Copies the scopes. */
  public AuthorizationRequest {
    scopes = List.copyOf(scopes);
  }
}
