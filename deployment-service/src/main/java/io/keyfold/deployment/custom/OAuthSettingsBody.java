package io.keyfold.deployment.custom;

import io.keyfold.deployment.provider.OAuthSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's OAuth endpoints, and how the vendor departs from the standards.
 *
 * @param grantType {@code authorization_code}, {@code client_credentials} or {@code jwt_bearer}
 * @param authorizationUrl authorization endpoint; null for machine-to-machine grants
 * @param tokenUrl token endpoint; null: the authorization server is discovered from the MCP server
 * @param revocationUrl revocation endpoint (RFC 7009)
 * @param revocationCall the vendor's own revocation call
 * @param issuer issuer identifier (RFC 8414)
 * @param responseIssuer whether every authorization response carries {@code iss} (RFC 9207)
 * @param pkce {@code s256} or {@code none}
 * @param clientAuth client authentication at the token endpoint, named as in RFC 8414
 * @param scopeParameter authorization request parameter that carries the scopes
 * @param scopeSeparator separator of the requested scopes
 * @param defaultScopes scopes that are requested if the app names none
 * @param authorizationParameters further parameters of the authorization request
 * @param resource resource indicator (RFC 8707)
 * @param tokenRequestBody {@code form} or {@code json}
 * @param okPointer JSON pointer to a boolean that is false if the response is an error
 * @param errorCodes the vendor's error codes, and the code of RFC 6749 that each means
 * @param tokenPointer JSON pointer to the object with {@code access_token}; empty: the token response itself
 * @param scopePointer JSON pointer to the granted scopes; null: {@code scope} beside {@code access_token}
 * @param defaultExpiresIn lifetime in seconds of an access token without {@code expires_in}; null: unknown
 * @param refreshTokens {@code rotating}, {@code constant} or {@code none}
 * @param refreshIdleLifetime seconds after which an unused refresh token expires; null: unknown or unlimited
 * @param userinfoUrl URL that returns the account of an access token; null: the token response is read
 * @param accountIdPointer JSON pointer to the account's id
 * @param accountNamePointer JSON pointer to the account's name
 */
record OAuthSettingsBody(
  String grantType,
  @Nullable String authorizationUrl,
  @Nullable String tokenUrl,
  @Nullable String revocationUrl,
  @Nullable RevocationCall revocationCall,
  @Nullable String issuer,
  boolean responseIssuer,
  String pkce,
  String clientAuth,
  String scopeParameter,
  String scopeSeparator,
  List<String> defaultScopes,
  Map<String, String> authorizationParameters,
  @Nullable String resource,
  String tokenRequestBody,
  @Nullable String okPointer,
  Map<String, String> errorCodes,
  String tokenPointer,
  @Nullable String scopePointer,
  @Nullable Long defaultExpiresIn,
  String refreshTokens,
  @Nullable Long refreshIdleLifetime,
  @Nullable String userinfoUrl,
  @Nullable String accountIdPointer,
  @Nullable String accountNamePointer
) {
  /**
   * A vendor's own call that revokes a token.
   *
   * @param method HTTP method
   * @param url URL; {@code {client_id}} stands for the app's client id
   * @param auth {@code client_basic}, {@code bearer} or {@code none}
   * @param body {@code form}, {@code json} or {@code none}
   * @param tokenField name of the field that carries the token
   * @param token {@code access} or {@code refresh}: the token that the call takes
   * @param expectedStatus HTTP status of a successful call
   */
  record RevocationCall(
    String method,
    String url,
    String auth,
    String body,
    String tokenField,
    String token,
    int expectedStatus
  ) {}

  /** {@return the body; null without OAuth settings} */
  static @Nullable OAuthSettingsBody of(@Nullable OAuthSettings oauth) {
    if (oauth == null) {
      return null;
    }
    OAuthSettings.Request request = oauth.request();
    OAuthSettings.Tokens tokens = oauth.tokens();
    OAuthSettings.Account account = oauth.account();
    return new OAuthSettingsBody(
      wire(oauth.grantType()),
      oauth.authorizationUrl(),
      oauth.tokenUrl(),
      oauth.revocation().url(),
      call(oauth.revocation().call()),
      oauth.issuer(),
      oauth.responseIssuer(),
      wire(oauth.pkce()),
      wire(oauth.clientAuth()),
      request.scopeParameter(),
      request.scopeSeparator(),
      request.defaultScopes(),
      request.parameters(),
      request.resource(),
      wire(tokens.requestBody()),
      tokens.okPointer(),
      tokens.errorCodes(),
      tokens.pointer(),
      tokens.scopePointer(),
      tokens.defaultExpiresIn(),
      wire(tokens.refreshTokens()),
      tokens.refreshIdleLifetime(),
      account.userinfoUrl(),
      account.idPointer(),
      account.namePointer()
    );
  }

  private static @Nullable RevocationCall call(OAuthSettings.@Nullable Call call) {
    return call == null
      ? null
      : new RevocationCall(
          call.method(),
          call.url(),
          wire(call.auth()),
          wire(call.body()),
          call.tokenField(),
          wire(call.token()),
          call.expectedStatus()
        );
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
