package io.keyfold.deployment.provider;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a provider's credentials are sent. Whoever may change this can redirect credentials to their own
 * server, which is equivalent to reading them. The whole URL counts, since tenants of one host may differ by path or
 * query.
 *
 * @param mcpUrl the endpoint
 * @param methods by id of the auth method; removing and restoring a method counts as a change, too
 */
public record CredentialRoute(String mcpUrl, Map<String, MethodRoute> methods) {
  /**
   * How the credential of one method is used.
   *
   * @param injections how it is injected into a call
   * @param oauth where the secret of an OAuth app and its tokens are sent; null for other methods
   * @param check where a typed credential is sent to be checked
   */
  public record MethodRoute(
    List<AuthMethod.Injection> injections,
    @Nullable OAuthSettings oauth,
    AuthMethod.@Nullable Check check
  ) {}

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
        .collect(
          Collectors.toMap(AuthMethod::id, method ->
            new MethodRoute(method.injections(), method.oauth(), method.check())
          )
        )
    );
  }
}
