package io.keyfold.deployment.provider;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider's credentials go, and how they are put into a call. Who may change that can have them sent to a server of
 * their own, which is as good as to read them. The whole URL counts: tenants of one host differ by path or query.
 *
 * @param mcpUrl the endpoint
 * @param methods by the auth method's id; a method that is taken away and put back counts, too
 */
public record CredentialRoute(String mcpUrl, Map<String, Way> methods) {
  /**
   * How one method's credential is used.
   *
   * @param injections how it is put into a call
   * @param oauth where an OAuth app's secret goes; null for other methods
   */
  public record Way(List<AuthMethod.Injection> injections, AuthMethod.@Nullable OAuth oauth) {}

  /** Copies the methods. */
  public CredentialRoute {
    methods = Map.copyOf(methods);
  }

  /** {@return the route of a provider's credentials} */
  public static CredentialRoute of(Provider provider) {
    return new CredentialRoute(
      provider.mcpUrl(),
      provider
        .authMethods()
        .stream()
        .collect(Collectors.toMap(AuthMethod::id, method -> new Way(method.injections(), method.oauth())))
    );
  }
}
