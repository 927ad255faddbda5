package io.keyfold.authconfig.oauth.discovery;

import java.net.URI;
import reactor.core.publisher.Mono;

/**
 * Finds what a server that wants OAuth says about itself. Results are cached for a limited time; concurrent calls for
 * one URL share a discovery. Every outcome is a value; a Mono fails only for a bug. Never blocks. Thread-safe.
 */
public interface Discovery {
  /**
   * Finds the metadata of a protected resource (RFC 9728): by the URL in its {@code WWW-Authenticate}, else at the
   * well-known places, with the path and without.
   *
   * @param url the resource's URL, e.g. of an MCP server
   */
  Mono<Discovered<ProtectedResource>> resource(URI url);

  /**
   * Finds the metadata of an authorization server, at the places of RFC 8414 and OpenID Connect Discovery in this
   * order: with the path inserted for both, then with the path in front for OpenID Connect.
   *
   * @param issuer the issuer identifier, to which the document's own must be identical
   */
  Mono<Discovered<AuthorizationServer>> authorizationServer(String issuer);
}
