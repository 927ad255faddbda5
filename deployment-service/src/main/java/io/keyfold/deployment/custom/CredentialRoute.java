package io.keyfold.deployment.custom;

import io.keyfold.deployment.provider.AuthMethod;
import io.keyfold.deployment.provider.Provider;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a provider's credentials go with a call, and how they are put into it. Who may change that can have them sent to a
 * server of their own, which is as good as to read them.
 *
 * @param origin scheme, host and port of the endpoint
 * @param injections by the auth method's id; a method that is taken away and put back counts, too
 */
record CredentialRoute(String origin, Map<String, List<AuthMethod.Injection>> injections) {
  static CredentialRoute of(Provider provider) {
    return new CredentialRoute(
      origin(URI.create(provider.mcpUrl())),
      provider.authMethods().stream().collect(Collectors.toMap(AuthMethod::id, AuthMethod::injections))
    );
  }

  private static String origin(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
