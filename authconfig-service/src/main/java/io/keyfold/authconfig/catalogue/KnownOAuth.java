package io.keyfold.authconfig.catalogue;

import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth side of an auth method.
 *
 * @param grantType how the first token is obtained
 * @param vendor the vendor's endpoints and behaviour; null: discovered at the provider's MCP server
 * @param defaultScopes scopes that are requested if the app names none
 */
public record KnownOAuth(GrantType grantType, @Nullable VendorOAuth vendor, List<String> defaultScopes) {
  /** Copies the list. */
  public KnownOAuth {
    defaultScopes = List.copyOf(defaultScopes);
  }

  /** How a first token is obtained. */
  public enum GrantType {
    /** By a user's consent. */
    AUTHORIZATION_CODE,
    /** By the app's own credentials (RFC 6749 section 4.4). */
    CLIENT_CREDENTIALS,
    /** By an assertion that the app signs (RFC 7523). */
    JWT_BEARER,
  }
}
