package io.keyfold.session.resolve;

import io.keyfold.session.catalogue.CallLimits;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.Injection;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.configs.ProviderConfig;
import io.keyfold.session.credentials.AuthConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current credential and settings of a deployment. Holds no plaintext: the credential is still sealed.
 *
 * @param deployment the deployment
 * @param provider its provider; its MCP endpoint is complete
 * @param config the auth config; null if the provider needs none
 * @param reason why it was chosen
 * @param injections how the credential is injected into a call
 * @param settings the provider config in the MCP endpoint; null if the provider needs none
 */
public record Resolved(
  Deployment deployment,
  PublishedProvider provider,
  @Nullable AuthConfig config,
  Reason reason,
  List<Injection> injections,
  @Nullable ProviderConfig settings
) {
  /** Copies the injections. */
  public Resolved {
    injections = List.copyOf(injections);
  }

  /** {@return the limits of its calls that the deployment or else the provider sets} */
  public CallLimits limits() {
    return CallLimits.merged(deployment.limits(), provider.limits());
  }

  /** {@return id of the auth config; null if the provider needs none} */
  public @Nullable String authConfigId() {
    return config == null ? null : config.id();
  }

  /** {@return version of the credential; null if the provider needs none} */
  public @Nullable Long credentialVersion() {
    return config == null ? null : config.credentialVersion();
  }

  /** {@return the same with another value of the auth config} */
  public Resolved with(AuthConfig other) {
    return new Resolved(deployment, provider, other, reason, injections, settings);
  }

  /** {@return the same at an endpoint that the settings have completed} */
  Resolved at(String mcpUrl, @Nullable ProviderConfig used) {
    return new Resolved(deployment, provider.at(mcpUrl), config, reason, injections, used);
  }
}
