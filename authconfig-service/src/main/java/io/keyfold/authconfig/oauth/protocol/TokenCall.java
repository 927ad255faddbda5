package io.keyfold.authconfig.oauth.protocol;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.http.HttpCall;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A token request to be made.
 *
 * @param operation what it is for
 * @param grant makes the grant, just before it is sent
 * @param granted scopes that are granted if the response names none; null if unknown
 * @param scopes scopes in the request; empty for none
 * @param guard knows the secrets of the request
 */
record TokenCall(
  HttpCall.Operation operation,
  Supplier<AuthorizationGrant> grant,
  @Nullable List<String> granted,
  List<String> scopes,
  EchoGuard guard
) {
  /**
   * {@return the call}
   *
   * @throws UnusableCredentialException if the app cannot prove itself
   */
  HttpCall call(@Nullable AppCredentials app, VendorOAuth vendor) {
    Optional<ClientAuthentication> proof = app == null ? Optional.empty() : ClientProofs.of(app, vendor);
    URI endpoint = vendor.endpoints().token();
    TokenRequest.Builder builder = proof
      .map(some -> new TokenRequest.Builder(endpoint, some, grant.get()))
      .orElseGet(() ->
        app == null
          ? new TokenRequest.Builder(endpoint, grant.get())
          : new TokenRequest.Builder(endpoint, new ClientID(app.clientId()), grant.get())
      );
    if (!scopes.isEmpty()) {
      builder.scope(Scope.parse(scopes));
    }
    URI resource = vendor.resource();
    if (resource != null) {
      builder.resource(resource);
    }
    HTTPRequest request = builder.build().toHTTPRequest();
    if (app != null && proof.isPresent()) {
      ClientProofs.nameClient(request, app, proof);
    }
    return Calls.of(operation, request, vendor.tokenRequestBody());
  }
}
