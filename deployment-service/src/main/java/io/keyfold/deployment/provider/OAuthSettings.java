package io.keyfold.deployment.provider;

import io.keyfold.schema.ClientAuthMethod;
import io.keyfold.schema.OAuthGrantType;
import io.keyfold.schema.PkceMethod;
import io.keyfold.schema.RefreshTokenKind;
import io.keyfold.schema.RequestBodyFormat;
import io.keyfold.schema.RevocationAuth;
import io.keyfold.schema.TokenKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's OAuth endpoints, and how the vendor departs from the standards.
 *
 * @param grantType how the first token is obtained
 * @param authorizationUrl authorization endpoint; null for machine-to-machine grants
 * @param tokenUrl token endpoint; null: the authorization server is discovered from the MCP server
 * @param issuer issuer identifier (RFC 8414)
 * @param responseIssuer whether every authorization response carries {@code iss} (RFC 9207)
 * @param pkce PKCE support
 * @param clientAuth client authentication at the token and revocation endpoints
 * @param request what the authorization request carries
 * @param tokens how token responses are read
 * @param account where the name of the connected account is found
 * @param revocation how a token is revoked
 */
public record OAuthSettings(
  OAuthGrantType grantType,
  @Nullable String authorizationUrl,
  @Nullable String tokenUrl,
  @Nullable String issuer,
  boolean responseIssuer,
  PkceMethod pkce,
  ClientAuthMethod clientAuth,
  Request request,
  Tokens tokens,
  Account account,
  Revocation revocation
) {
  /**
   * What the authorization request carries.
   *
   * @param scopeParameter parameter that carries the scopes
   * @param scopeSeparator separator of the scopes
   * @param defaultScopes scopes that are requested if the app names none
   * @param parameters further parameters, sorted by name
   * @param resource resource indicator (RFC 8707) of authorization and token requests
   */
  public record Request(
    String scopeParameter,
    String scopeSeparator,
    List<String> defaultScopes,
    Map<String, String> parameters,
    @Nullable String resource
  ) {
    /** Copies the collections. The order of the parameters is fixed, because the version id derives from the content. */
    public Request {
      defaultScopes = List.copyOf(defaultScopes);
      parameters = sorted(parameters);
    }
  }

  /**
   * How token responses are read.
   *
   * @param requestBody format of token requests
   * @param okPointer JSON pointer to a boolean that is false if the response is an error
   * @param errorCodes the vendor's error codes, and the code of RFC 6749 that each means; sorted
   * @param pointer JSON pointer to the object with {@code access_token}; empty: the response itself
   * @param scopePointer JSON pointer to the granted scopes; null: {@code scope} beside {@code access_token}
   * @param defaultExpiresIn lifetime in seconds of an access token without {@code expires_in}; null: unknown
   * @param refreshTokens what becomes of a refresh token when it is used
   * @param refreshIdleLifetime seconds after which an unused refresh token expires; null: unknown or unlimited
   */
  public record Tokens(
    RequestBodyFormat requestBody,
    @Nullable String okPointer,
    Map<String, String> errorCodes,
    String pointer,
    @Nullable String scopePointer,
    @Nullable Long defaultExpiresIn,
    RefreshTokenKind refreshTokens,
    @Nullable Long refreshIdleLifetime
  ) {
    /** Copies the codes in a fixed order. */
    public Tokens {
      errorCodes = sorted(errorCodes);
    }
  }

  /**
   * Where the name of the connected account is found.
   *
   * @param userinfoUrl URL that returns the account of an access token; null: the token response is read
   * @param idPointer JSON pointer to the account's id
   * @param namePointer JSON pointer to the account's name
   */
  public record Account(@Nullable String userinfoUrl, @Nullable String idPointer, @Nullable String namePointer) {}

  /**
   * How a token is revoked; at most one of the two is set.
   *
   * @param url revocation endpoint (RFC 7009)
   * @param call the vendor's own call
   */
  public record Revocation(@Nullable String url, @Nullable Call call) {}

  /**
   * A vendor's own call that revokes a token.
   *
   * @param method HTTP method
   * @param url URL; {@code {client_id}} stands for the app's client id
   * @param auth what authorizes the call
   * @param body format of the body, which carries the token unless the call is authorized by it
   * @param tokenField name of the field that carries the token
   * @param token the token that the call takes
   * @param expectedStatus HTTP status of a successful call
   */
  public record Call(
    String method,
    String url,
    RevocationAuth auth,
    RequestBodyFormat body,
    String tokenField,
    TokenKind token,
    int expectedStatus
  ) {}

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
