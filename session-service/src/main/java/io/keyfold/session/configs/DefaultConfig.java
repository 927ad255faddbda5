package io.keyfold.session.configs;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The provider config that calls use when they name none, by scope: a deployment, or a user at a deployment or provider.
 *
 * @param configId the newest active one of the scope
 */
public record DefaultConfig(String configId) {
  private static final Kind<DefaultConfig> KIND = new Kind<>("provider_config_default", DefaultConfig.class);

  /** {@return the default of a deployment} */
  public static Optional<ProviderConfig> ofDeployment(State state, TenantId tenant, String deploymentId) {
    return find(state, tenant, own(tenant, deploymentId));
  }

  /** {@return the default of a user at a deployment or provider} */
  public static Optional<ProviderConfig> ofUser(State state, TenantId tenant, String place, String user) {
    return find(state, tenant, of(tenant, place, user)).filter(config -> user.equals(config.user()));
  }

  private static Optional<ProviderConfig> find(State state, TenantId tenant, Key<DefaultConfig> key) {
    return state.find(key).flatMap(ref -> state.find(ProviderConfig.key(tenant, ref.configId())));
  }

  /** {@return the key of the scope of a config; empty if it is used only where it is named} */
  static Optional<Key<DefaultConfig>> scope(TenantId tenant, ProviderConfig config) {
    String deployment = config.deploymentId();
    if (config.user() == null) {
      return Optional.ofNullable(deployment).map(id -> own(tenant, id));
    }
    return Optional.of(of(tenant, deployment == null ? config.providerId() : deployment, config.user()));
  }

  private static Key<DefaultConfig> own(TenantId tenant, String deploymentId) {
    return new Key<>(tenant, KIND, deploymentId);
  }

  // A user's id is any text: encoded, it cannot contain the separator and so cannot overlap with another user's key.
  private static Key<DefaultConfig> of(TenantId tenant, String place, String user) {
    return new Key<>(tenant, KIND, place + "/" + URLEncoder.encode(user, StandardCharsets.UTF_8));
  }
}
