package io.keyfold.session.resolve;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.url.UrlTemplate;
import io.keyfold.platform.url.UrlTemplate.Expansion;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.configs.DefaultConfig;
import io.keyfold.session.configs.ProviderConfig;
import io.keyfold.session.credentials.AuthConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chooses the settings of a deployment's call and completes the provider's URL with them: those that the session
 * provider names, else those of the session's user, else the deployment's.
 *
 * <p>Pure. It reads the state of one tenant only, and another user's settings are like missing ones. A user's settings
 * do not choose the host that receives a credential of somebody else.
 */
final class ConfigRule {

  private static final JsonMapper JSON = JsonMapper.shared();

  private ConfigRule() {}

  /**
   * {@return the URL to call, or why there is none}
   *
   * @param credential the auth config of the call; null if it needs none
   */
  static ConfigChoice choose(
    State configs,
    TenantId tenant,
    Deployment deployment,
    PublishedProvider provider,
    CredentialSelector selector,
    @Nullable AuthConfig credential
  ) {
    String named = selector.configId();
    if (provider.configSchema() == null) {
      return named == null
        ? new ConfigChoice.Ready(provider.mcpUrl(), null)
        : refused(ErrorCode.PROVIDER_MISMATCH, named, "The provider has no settings");
    }
    if (named != null) {
      ProviderConfig config = configs.find(ProviderConfig.key(tenant, named)).orElse(null);
      return unusable(deployment, selector, named, config).orElseGet(() ->
        expanded(configs, tenant, deployment, provider, selector, config, credential)
      );
    }
    return byDefault(configs, tenant, deployment, selector.user())
      .filter(config -> config.usableBy(deployment.id(), deployment.providerId()))
      .map(config -> expanded(configs, tenant, deployment, provider, selector, config, credential))
      .orElseGet(() -> missing(configs, tenant, deployment, selector));
  }

  private static Optional<ProviderConfig> byDefault(
    State configs,
    TenantId tenant,
    Deployment deployment,
    @Nullable String user
  ) {
    Optional<ProviderConfig> own =
      user == null || !deployment.credentials().allowsUsers()
        ? Optional.empty()
        : DefaultConfig.ofUser(configs, tenant, deployment.id(), user).or(() ->
            DefaultConfig.ofUser(configs, tenant, deployment.providerId(), user)
          );
    return own.or(() -> DefaultConfig.ofDeployment(configs, tenant, deployment.id()));
  }

  private static Optional<ConfigChoice> unusable(
    Deployment deployment,
    CredentialSelector selector,
    String named,
    @Nullable ProviderConfig config
  ) {
    if (config == null || !config.visibleTo(selector.user())) {
      return Optional.of(refused(ErrorCode.NOT_FOUND, named, "No provider.config with this id"));
    }
    if (config.archived()) {
      return Optional.of(refused(ErrorCode.USE_AFTER_DELETE, named, "The provider config is archived"));
    }
    if (!config.usableBy(deployment.id(), deployment.providerId())) {
      return Optional.of(
        refused(ErrorCode.PROVIDER_MISMATCH, named, "The provider config is for another provider or deployment")
      );
    }
    return config.user() != null && !deployment.credentials().allowsUsers()
      ? Optional.of(
          refused(
            ErrorCode.PROVIDER_MISMATCH,
            named,
            "The provider config belongs to a user, and the deployment is shared"
          )
        )
      : Optional.empty();
  }

  private static ConfigChoice expanded(
    State configs,
    TenantId tenant,
    Deployment deployment,
    PublishedProvider provider,
    CredentialSelector selector,
    @Nullable ProviderConfig config,
    @Nullable AuthConfig credential
  ) {
    if (config == null) {
      return missing(configs, tenant, deployment, selector);
    }
    UrlTemplate template = UrlTemplate.of(provider.mcpUrl());
    boolean foreign = credential != null && credential.owner().user() == null;
    if (config.user() != null && foreign && template.hostVaries()) {
      return refused(
        ErrorCode.PROVIDER_MISMATCH,
        config.id(),
        "A user's settings do not choose the host that receives a credential of the deployment"
      );
    }
    return switch (template.expand(JSON.readTree(config.value()))) {
      case Expansion.Expanded(String url) -> new ConfigChoice.Ready(url, config);
      // The provider has changed its settings since.
      case Expansion.Refused refused -> refused(
        ErrorCode.CONFIG_REQUIRED,
        config.id(),
        "The provider config does not fit the provider any more: " + refused.property() + " " + refused.rule()
      );
    };
  }

  private static ConfigChoice missing(
    State configs,
    TenantId tenant,
    Deployment deployment,
    CredentialSelector selector
  ) {
    return new ConfigChoice.Refused(SetupLinks.configure(configs, tenant, deployment, selector.user()));
  }

  private static ConfigChoice refused(ErrorCode code, String configId, String message) {
    return new ConfigChoice.Refused(new Choice.Refused(code, message, null, "provider.config", configId));
  }
}
