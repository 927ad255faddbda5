package io.keyfold.authconfig.oauth.discovery;

import java.net.URI;
import java.util.List;

/**
 * What a protected resource says about itself.
 *
 * @param resource its identifier, the value of the {@code resource} parameter (RFC 8707)
 * @param authorizationServers issuers that it trusts, at least one
 * @param scopes scopes to ask for: those of its challenge, else those that it supports; may be empty
 */
public record ProtectedResource(URI resource, List<String> authorizationServers, List<String> scopes) {
  /** Copies the lists. */
  public ProtectedResource {
    authorizationServers = List.copyOf(authorizationServers);
    scopes = List.copyOf(scopes);
  }
}
