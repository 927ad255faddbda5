package io.keyfold.authconfig.configs.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups of provider configs. In a scope the newest active config is the default: a scope is a deployment, or a user at
 * a deployment or provider. A config with neither deployment nor user is used only where it is named.
 */
public final class DefaultConfigs {

  private static final Kind<ConfigRef> DEFAULT = new Kind<>("provider_config_default", ConfigRef.class);
  private static final Kind<ConfigRef> BY_DEPLOYMENT = new Kind<>("provider_config_by_deployment", ConfigRef.class);
  private static final Kind<ConfigRef> BY_USER = new Kind<>("provider_config_by_user", ConfigRef.class);

  private DefaultConfigs() {}

  /** {@return whether the config is the default of its scope} */
  public static boolean isDefault(State state, TenantId tenant, ProviderConfig config) {
    return scope(tenant, config.providerId(), config.deploymentId(), config.user())
      .flatMap(state::find)
      .filter(ref -> ref.configId().equals(config.id()))
      .isPresent();
  }

  /** {@return whether calls of a deployment or provider find a config: the user's, else the deployment's} */
  public static boolean exists(
    State state,
    TenantId tenant,
    String providerId,
    @Nullable String deploymentId,
    @Nullable String user
  ) {
    return (
      found(state, tenant, providerId, deploymentId, user) ||
      (user != null && found(state, tenant, providerId, null, user)) ||
      found(state, tenant, providerId, deploymentId, null)
    );
  }

  private static boolean found(
    State state,
    TenantId tenant,
    String providerId,
    @Nullable String deploymentId,
    @Nullable String user
  ) {
    return scope(tenant, providerId, deploymentId, user).flatMap(state::find).isPresent();
  }

  /** {@return the active configs bound to a deployment, oldest first} */
  public static List<ProviderConfig> ofDeployment(State state, TenantId tenant, String deploymentId) {
    return all(state, tenant, Scan.prefixed(tenant, BY_DEPLOYMENT, deploymentId + "/"), Integer.MAX_VALUE);
  }

  /** {@return the active configs of a user, oldest first, at most the limit} */
  public static List<ProviderConfig> ofUser(State state, TenantId tenant, String user, int limit) {
    return all(state, tenant, Scan.prefixed(tenant, BY_USER, encoded(user) + "/"), limit);
  }

  private static List<ProviderConfig> all(State state, TenantId tenant, Scan<ConfigRef> scan, int limit) {
    List<String> ids = new ArrayList<>();
    state.scan(scan, (id, ref) -> {
      ids.add(ref.configId());
      return ids.size() < limit;
    });
    return ids
      .stream()
      .flatMap(id -> state.find(ProviderConfig.key(tenant, id)).stream())
      .filter(config -> !config.archived())
      .toList();
  }

  static Key<ConfigRef> byDeployment(TenantId tenant, String deploymentId, String id) {
    return new Key<>(tenant, BY_DEPLOYMENT, deploymentId + "/" + id);
  }

  static Key<ConfigRef> byUser(TenantId tenant, String user, String id) {
    return new Key<>(tenant, BY_USER, encoded(user) + "/" + id);
  }

  /** {@return the key of a scope's default; empty for a config that is used only where it is named} */
  static Optional<Key<ConfigRef>> scope(
    TenantId tenant,
    String providerId,
    @Nullable String deploymentId,
    @Nullable String user
  ) {
    if (user == null) {
      return Optional.ofNullable(deploymentId).map(id -> new Key<>(tenant, DEFAULT, id));
    }
    String place = deploymentId == null ? providerId : deploymentId;
    return Optional.of(new Key<>(tenant, DEFAULT, place + "/" + encoded(user)));
  }

  // A user's id is any text, which must not contain what keys reserve.
  private static String encoded(String user) {
    return URLEncoder.encode(user, StandardCharsets.UTF_8);
  }
}
