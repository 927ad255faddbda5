package io.keyfold.ledger.budgets;

import io.keyfold.ledger.usage.Dimension;
import io.keyfold.schema.BudgetScope;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which operations of a tenant a budget counts: all of them if nothing is set.
 *
 * @param deploymentId those of this deployment
 * @param authConfigId those with this auth config
 * @param user those for this user
 * @param metadataKey those of deployments whose metadata has the value under this key
 * @param metadataValue the value
 */
public record Scope(
  @Nullable String deploymentId,
  @Nullable String authConfigId,
  @Nullable String user,
  @Nullable String metadataKey,
  @Nullable String metadataValue
) {
  static Scope fromAvro(BudgetScope scope) {
    return new Scope(
      scope.getProviderDeploymentId(),
      scope.getAuthConfigId(),
      scope.getUser(),
      scope.getMetadataKey(),
      scope.getMetadataValue()
    );
  }

  BudgetScope toAvro() {
    return new BudgetScope(deploymentId, authConfigId, user, metadataKey, metadataValue);
  }

  /** {@return the filters of a usage query} */
  Map<Dimension, List<Object>> filters() {
    Map<Dimension, List<Object>> filters = new EnumMap<>(Dimension.class);
    add(filters, Dimension.DEPLOYMENT, deploymentId);
    add(filters, Dimension.AUTH_CONFIG, authConfigId);
    add(filters, Dimension.USER, user);
    return filters;
  }

  private static void add(Map<Dimension, List<Object>> filters, Dimension dimension, @Nullable String value) {
    if (value != null) {
      filters.put(dimension, List.of(value));
    }
  }

  /** {@return the deployments' metadata that are required; empty if none} */
  Map<String, String> metadata() {
    return metadataKey == null || metadataValue == null ? Map.of() : Map.of(metadataKey, metadataValue);
  }
}
