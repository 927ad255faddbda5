package io.keyfold.deployment.definition;

import io.keyfold.deployment.provider.OAuthSettings;
import io.keyfold.schema.ClientAuthMethod;
import io.keyfold.schema.OAuthGrantType;
import io.keyfold.schema.PkceMethod;
import io.keyfold.schema.RefreshTokenKind;
import io.keyfold.schema.RequestBodyFormat;
import io.keyfold.schema.RevocationAuth;
import io.keyfold.schema.TokenKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Definition of a vendor's OAuth behaviour. What is absent is as in the standards: PKCE with S256, client id and secret
 * by HTTP Basic, scopes separated by spaces, token requests as a form, rotating refresh tokens.
 *
 * @param grantType {@code authorization_code}, {@code client_credentials} or {@code jwt_bearer}
 * @param authorizationUrl authorization endpoint, required for {@code authorization_code}
 * @param tokenUrl token endpoint; absent: the MCP server's authorization server is discovered (RFC 9728), and only
 *     {@code defaultScopes} may be set
 * @param revocationUrl revocation endpoint (RFC 7009)
 * @param revocationCall the vendor's own revocation call
 * @param issuer issuer identifier (RFC 8414)
 * @param responseIssuer whether every authorization response carries {@code iss} (RFC 9207)
 * @param pkce {@code s256} or {@code none}
 * @param clientAuth {@code client_secret_basic}, {@code client_secret_post}, {@code private_key_jwt} or {@code none}
 * @param scopeParameter authorization request parameter that carries the scopes
 * @param scopeSeparator separator of the requested scopes
 * @param defaultScopes scopes that are requested if the app names none
 * @param authorizationParameters further parameters of the authorization request
 * @param resource resource indicator (RFC 8707)
 * @param tokenRequestBody {@code form} or {@code json}
 * @param okPointer JSON pointer to a boolean that is false if the response is an error
 * @param errorCodes the vendor's error codes, and the code of RFC 6749 that each means
 * @param tokenPointer JSON pointer to the object with {@code access_token}
 * @param scopePointer JSON pointer to the granted scopes
 * @param defaultExpiresIn lifetime in seconds of an access token without {@code expires_in}
 * @param refreshTokens {@code rotating}, {@code constant} or {@code none}
 * @param refreshIdleLifetime seconds after which an unused refresh token expires
 * @param userinfoUrl URL that returns the account of an access token
 * @param accountIdPointer JSON pointer to the account's id
 * @param accountNamePointer JSON pointer to the account's name
 */
public record OAuthDefinition(
  @Nullable String grantType,
  @Nullable String authorizationUrl,
  @Nullable String tokenUrl,
  @Nullable String revocationUrl,
  @Nullable RevocationCall revocationCall,
  @Nullable String issuer,
  @Nullable Boolean responseIssuer,
  @Nullable String pkce,
  @Nullable String clientAuth,
  @Nullable String scopeParameter,
  @Nullable String scopeSeparator,
  @Nullable List<String> defaultScopes,
  @Nullable Map<String, String> authorizationParameters,
  @Nullable String resource,
  @Nullable String tokenRequestBody,
  @Nullable String okPointer,
  @Nullable Map<String, String> errorCodes,
  @Nullable String tokenPointer,
  @Nullable String scopePointer,
  @Nullable Long defaultExpiresIn,
  @Nullable String refreshTokens,
  @Nullable Long refreshIdleLifetime,
  @Nullable String userinfoUrl,
  @Nullable String accountIdPointer,
  @Nullable String accountNamePointer
) {
  private static final int OK = 200;

  /**
   * A vendor's own revocation call.
   *
   * @param method HTTP method
   * @param url URL; {@code {client_id}} stands for the app's client id
   * @param auth {@code client_basic}, {@code bearer} or {@code none}
   * @param body {@code form}, {@code json} or {@code none}
   * @param tokenField name of the field that carries the token; by default {@code token}
   * @param token {@code access} or {@code refresh}; by default {@code access}
   * @param expectedStatus HTTP status of a successful call; by default 200
   */
  public record RevocationCall(
    String method,
    String url,
    @Nullable String auth,
    @Nullable String body,
    @Nullable String tokenField,
    @Nullable String token,
    @Nullable Integer expectedStatus
  ) {
    OAuthSettings.Call settings() {
      return new OAuthSettings.Call(
        method,
        url,
        RevocationAuth.valueOf(upper(auth, "none")),
        RequestBodyFormat.valueOf(upper(body, "none")),
        orElse(tokenField, "token"),
        TokenKind.valueOf(upper(token, "access")),
        expectedStatus == null ? OK : expectedStatus
      );
    }
  }

  /** {@return whether it says nothing that would be ignored where the authorization server is discovered} */
  boolean leavesAllToDiscovery() {
    OAuthDefinition scopesOnly = new OAuthDefinition(
      grantType,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      defaultScopes,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null
    );
    return grant() == OAuthGrantType.AUTHORIZATION_CODE && equals(scopesOnly);
  }

  OAuthGrantType grant() {
    return OAuthGrantType.valueOf(upper(grantType, "authorization_code"));
  }

  RefreshTokenKind refreshTokenKind() {
    return RefreshTokenKind.valueOf(upper(refreshTokens, "rotating"));
  }

  /** {@return the settings, with the defaults for what is absent} */
  OAuthSettings settings() {
    return new OAuthSettings(
      grant(),
      authorizationUrl,
      tokenUrl,
      issuer,
      Boolean.TRUE.equals(responseIssuer),
      PkceMethod.valueOf(upper(pkce, "s256")),
      ClientAuthMethod.valueOf(upper(clientAuth, "client_secret_basic")),
      new OAuthSettings.Request(
        orElse(scopeParameter, "scope"),
        orElse(scopeSeparator, " "),
        defaultScopes == null ? List.of() : defaultScopes,
        authorizationParameters == null ? Map.of() : authorizationParameters,
        resource
      ),
      new OAuthSettings.Tokens(
        RequestBodyFormat.valueOf(upper(tokenRequestBody, "form")),
        okPointer,
        errorCodes == null ? Map.of() : errorCodes,
        orElse(tokenPointer, ""),
        scopePointer,
        defaultExpiresIn,
        refreshTokenKind(),
        refreshIdleLifetime
      ),
      new OAuthSettings.Account(userinfoUrl, accountIdPointer, accountNamePointer),
      new OAuthSettings.Revocation(revocationUrl, revocationCall == null ? null : revocationCall.settings())
    );
  }

  private static String upper(@Nullable String text, String otherwise) {
    return orElse(text, otherwise).toUpperCase(Locale.ROOT);
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
