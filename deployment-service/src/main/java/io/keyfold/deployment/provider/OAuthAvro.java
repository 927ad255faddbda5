package io.keyfold.deployment.provider;

import io.keyfold.schema.CredentialCheck;
import io.keyfold.schema.OAuthEndpoints;
import io.keyfold.schema.RevocationCall;
import org.jspecify.annotations.Nullable;

/** Converts the OAuth settings and the credential check of an auth method to and from their Avro form. */
final class OAuthAvro {

  private OAuthAvro() {}

  static OAuthEndpoints toAvro(OAuthSettings oauth) {
    return OAuthEndpoints.newBuilder()
      .setGrantType(oauth.grantType())
      .setAuthorizationUrl(oauth.authorizationUrl() == null ? "" : oauth.authorizationUrl())
      .setTokenUrl(oauth.tokenUrl() == null ? "" : oauth.tokenUrl())
      .setIssuer(oauth.issuer())
      .setResponseIssuer(oauth.responseIssuer())
      .setRevocationUrl(oauth.revocation().url())
      .setRevocationCall(toAvro(oauth.revocation().call()))
      .setPkce(oauth.pkce())
      .setClientAuth(oauth.clientAuth())
      .setScopeParameter(oauth.request().scopeParameter())
      .setScopeSeparator(oauth.request().scopeSeparator())
      .setDefaultScopes(oauth.request().defaultScopes())
      .setAuthorizationParameters(oauth.request().parameters())
      .setResource(oauth.request().resource())
      .setTokenRequestBody(oauth.tokens().requestBody())
      .setOkPointer(oauth.tokens().okPointer())
      .setErrorCodes(oauth.tokens().errorCodes())
      .setTokenPointer(oauth.tokens().pointer())
      .setScopePointer(oauth.tokens().scopePointer())
      .setDefaultExpiresIn(oauth.tokens().defaultExpiresIn())
      .setRefreshTokens(oauth.tokens().refreshTokens())
      .setRefreshIdleLifetime(oauth.tokens().refreshIdleLifetime())
      .setUserinfoUrl(oauth.account().userinfoUrl())
      .setAccountIdPointer(oauth.account().idPointer())
      .setAccountNamePointer(oauth.account().namePointer())
      .build();
  }

  static OAuthSettings fromAvro(OAuthEndpoints avro) {
    return new OAuthSettings(
      avro.getGrantType(),
      avro.getAuthorizationUrl().isEmpty() ? null : avro.getAuthorizationUrl(),
      avro.getTokenUrl().isEmpty() ? null : avro.getTokenUrl(),
      avro.getIssuer(),
      avro.getResponseIssuer(),
      avro.getPkce(),
      avro.getClientAuth(),
      new OAuthSettings.Request(
        avro.getScopeParameter(),
        avro.getScopeSeparator(),
        avro.getDefaultScopes(),
        avro.getAuthorizationParameters(),
        avro.getResource()
      ),
      new OAuthSettings.Tokens(
        avro.getTokenRequestBody(),
        avro.getOkPointer(),
        avro.getErrorCodes(),
        avro.getTokenPointer(),
        avro.getScopePointer(),
        avro.getDefaultExpiresIn(),
        avro.getRefreshTokens(),
        avro.getRefreshIdleLifetime()
      ),
      new OAuthSettings.Account(avro.getUserinfoUrl(), avro.getAccountIdPointer(), avro.getAccountNamePointer()),
      new OAuthSettings.Revocation(avro.getRevocationUrl(), fromAvro(avro.getRevocationCall()))
    );
  }

  static @Nullable CredentialCheck toAvro(AuthMethod.@Nullable Check check) {
    return check == null
      ? null
      : new CredentialCheck(check.method(), check.url(), check.expectedStatus(), check.okPointer());
  }

  static AuthMethod.@Nullable Check fromAvro(@Nullable CredentialCheck avro) {
    return avro == null
      ? null
      : new AuthMethod.Check(avro.getMethod(), avro.getUrl(), avro.getExpectedStatus(), avro.getOkPointer());
  }

  private static @Nullable RevocationCall toAvro(OAuthSettings.@Nullable Call call) {
    return call == null
      ? null
      : new RevocationCall(
          call.method(),
          call.url(),
          call.auth(),
          call.body(),
          call.tokenField(),
          call.expectedStatus(),
          call.token()
        );
  }

  private static OAuthSettings.@Nullable Call fromAvro(@Nullable RevocationCall avro) {
    return avro == null
      ? null
      : new OAuthSettings.Call(
          avro.getMethod(),
          avro.getUrl(),
          avro.getAuth(),
          avro.getBody(),
          avro.getTokenField(),
          avro.getToken(),
          avro.getExpectedStatus()
        );
  }
}
