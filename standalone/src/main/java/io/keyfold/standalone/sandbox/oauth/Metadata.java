package io.keyfold.standalone.sandbox.oauth;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the server says about itself (RFC 8414) and about the resource that it protects (RFC 9728).
 *
 * @param issuer the server's base URL
 * @param resource the protected MCP endpoint
 */
public record Metadata(String issuer, String resource) {
  static final List<String> SCOPES = List.of("search", "echo");
  static final String DEFAULT_SCOPE = "search";
  static final String SERVER_PATH = "/.well-known/oauth-authorization-server";
  static final String RESOURCE_PATH = "/.well-known/oauth-protected-resource";

  /** {@return the authorization endpoint} */
  public String authorizationUrl() {
    return issuer + "/authorize";
  }

  /** {@return the token endpoint} */
  public String tokenUrl() {
    return issuer + "/token";
  }

  /** {@return the revocation endpoint (RFC 7009)} */
  public String revocationUrl() {
    return issuer + "/revoke";
  }

  /** {@return the URL that names the account of an access token} */
  public String userinfoUrl() {
    return issuer + "/userinfo";
  }

  /** {@return the challenge of a response with status 401} */
  public String challenge(boolean tokenPresented) {
    String metadata = issuer + RESOURCE_PATH + resource.substring(issuer.length());
    String error = tokenPresented ? "error=\"invalid_token\", " : "";
    return "Bearer " + error + "resource_metadata=\"" + metadata + "\", scope=\"" + DEFAULT_SCOPE + "\"";
  }

  Map<String, Object> server() {
    List<String> clientAuth = List.of("client_secret_basic", "client_secret_post");
    return Map.ofEntries(
      Map.entry("issuer", issuer),
      Map.entry("authorization_endpoint", authorizationUrl()),
      Map.entry("token_endpoint", tokenUrl()),
      Map.entry("revocation_endpoint", revocationUrl()),
      Map.entry("userinfo_endpoint", userinfoUrl()),
      Map.entry("scopes_supported", SCOPES),
      Map.entry("response_types_supported", List.of("code")),
      Map.entry("grant_types_supported", List.of("authorization_code", "refresh_token")),
      Map.entry("code_challenge_methods_supported", List.of("S256")),
      Map.entry("token_endpoint_auth_methods_supported", clientAuth),
      Map.entry("revocation_endpoint_auth_methods_supported", clientAuth),
      Map.entry("authorization_response_iss_parameter_supported", true)
    );
  }

  Map<String, Object> protectedResource() {
    return Map.of(
      "resource",
      resource,
      "authorization_servers",
      List.of(issuer),
      "scopes_supported",
      SCOPES,
      "bearer_methods_supported",
      List.of("header")
    );
  }

  /** Refuses tokens for another resource (RFC 8707). */
  void checkResource(Form form) throws OAuthError {
    Optional<String> wanted = form.find("resource");
    if (wanted.isPresent() && !wanted.get().equals(resource)) {
      throw new OAuthError("invalid_target", "The only resource is " + resource);
    }
  }
}
