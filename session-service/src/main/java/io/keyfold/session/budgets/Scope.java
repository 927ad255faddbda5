package io.keyfold.session.budgets;

import io.keyfold.platform.web.JsonText;
import io.keyfold.schema.BudgetScope;
import io.keyfold.session.resolve.Resolved;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which calls of a tenant a budget counts: all of them if nothing is set.
 *
 * @param deploymentId those of this deployment
 * @param authConfigId those with this auth config
 * @param user those for this user
 * @param metadataKey those of deployments whose metadata has the value under this key
 * @param metadataValue the value
 */
record Scope(
  @Nullable String deploymentId,
  @Nullable String authConfigId,
  @Nullable String user,
  @Nullable String metadataKey,
  @Nullable String metadataValue
) {
  static Scope of(BudgetScope scope) {
    return new Scope(
      scope.getProviderDeploymentId(),
      scope.getAuthConfigId(),
      scope.getUser(),
      scope.getMetadataKey(),
      scope.getMetadataValue()
    );
  }

  /** {@return whether a call for the user counts} */
  boolean counts(Resolved resolved, @Nullable String forUser) {
    return (
      (deploymentId == null || deploymentId.equals(resolved.deployment().id())) &&
      (authConfigId == null || authConfigId.equals(resolved.authConfigId())) &&
      (user == null || user.equals(forUser)) &&
      (metadataKey == null || hasValue(resolved.deployment().metadata(), metadataKey))
    );
  }

  private boolean hasValue(@Nullable String metadata, String key) {
    String value = metadata == null ? null : JsonText.member(JsonMapper.shared().readTree(metadata), key);
    return value != null && value.equals(metadataValue);
  }
}
