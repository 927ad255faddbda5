package io.keyfold.authconfig.oauth.discovery;

import java.net.URI;
import java.util.List;

/** The places of metadata documents. */
final class WellKnown {

  private static final String PREFIX = "/.well-known/";
  private static final String SERVER = PREFIX + "oauth-authorization-server";
  private static final String OPENID = PREFIX + "openid-configuration";
  private static final String RESOURCE = PREFIX + "oauth-protected-resource";

  private WellKnown() {}

  /** {@return the places of an authorization server's metadata: three with a path, two without} */
  static List<URI> ofIssuer(URI issuer) {
    String origin = origin(issuer);
    String path = path(issuer);
    return path.isEmpty()
      ? List.of(URI.create(origin + SERVER), URI.create(origin + OPENID))
      : List.of(
          URI.create(origin + SERVER + path),
          URI.create(origin + OPENID + path),
          URI.create(origin + path + OPENID)
        );
  }

  /** {@return the places of a protected resource's metadata: with its path, then at the root} */
  static List<URI> ofResource(URI resource) {
    String origin = origin(resource);
    String path = path(resource);
    URI root = URI.create(origin + RESOURCE);
    return path.isEmpty() ? List.of(root) : List.of(URI.create(origin + RESOURCE + path), root);
  }

  /** {@return whether a document about one resource may speak for the URL: same origin, and a path above it} */
  static boolean covers(URI resource, URI url) {
    String above = path(resource);
    String path = path(url);
    boolean under = path.equals(above) || path.startsWith(above + "/");
    return origin(resource).equalsIgnoreCase(origin(url)) && under && resource.getRawFragment() == null;
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  /** RFC 8414 section 3.1 removes a slash at the end. */
  private static String path(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
