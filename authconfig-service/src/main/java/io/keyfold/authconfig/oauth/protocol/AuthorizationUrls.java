package io.keyfold.authconfig.oauth.protocol;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.keyfold.authconfig.oauth.AuthorizationRequest;
import io.keyfold.authconfig.oauth.vendor.Pkce;
import io.keyfold.authconfig.oauth.vendor.ScopeParameter;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes authorization URLs. */
final class AuthorizationUrls {

  private AuthorizationUrls() {}

  static URI write(String clientId, VendorOAuth vendor, AuthorizationRequest request) {
    URI endpoint = vendor.endpoints().authorization();
    if (endpoint == null) {
      throw new IllegalArgumentException("the vendor has no authorization endpoint");
    }
    Map<String, List<String>> parameters = parameters(clientId, vendor, request);
    String query = endpoint.getRawQuery();
    if (query != null) {
      URLUtils.parseParameters(query).forEach(parameters::putIfAbsent);
    }
    vendor.authorizationParameters().forEach((name, value) -> parameters.putIfAbsent(name, List.of(value)));
    String base = endpoint.toString();
    String path = query == null ? base : base.substring(0, base.indexOf('?'));
    return URI.create(path + "?" + URLUtils.serializeParameters(parameters));
  }

  private static Map<String, List<String>> parameters(
    String clientId,
    VendorOAuth vendor,
    AuthorizationRequest request
  ) {
    var builder = new com.nimbusds.oauth2.sdk.AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(clientId))
      .redirectionURI(request.redirectUri())
      .state(new State(request.state()));
    URI resource = vendor.resource();
    if (resource != null) {
      builder.resource(resource);
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>(builder.build().toParameters());
    ScopeParameter scopes = vendor.scopeParameter();
    if (!request.scopes().isEmpty()) {
      parameters.put(scopes.name(), List.of(String.join(scopes.separator(), request.scopes())));
    }
    String challenge = request.codeChallenge();
    if (vendor.pkce() == Pkce.S256 && challenge != null) {
      // Nimbus' builder wants the verifier, which need not be opened here.
      parameters.put("code_challenge", List.of(challenge));
      parameters.put("code_challenge_method", List.of(CodeChallengeMethod.S256.getValue()));
    }
    return parameters;
  }
}
