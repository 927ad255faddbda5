package io.keyfold.authconfig.oauth;

import io.keyfold.platform.vault.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of an authorization code for tokens.
 *
 * @param code the code
 * @param codeVerifier the verifier of the challenge sent; null if none was
 * @param redirectUri the redirect URI of the authorization request
 * @param scopes scopes asked for, which are granted if the response does not say otherwise
 */
public record CodeExchange(Secret code, @Nullable Secret codeVerifier, URI redirectUri, List<String> scopes) {
  /** Copies the scopes. */
  public CodeExchange {
    scopes = List.copyOf(scopes);
  }
}
