package io.keyfold.deployment.deployments;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.read.ProviderVersionBody;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployment.
 *
 * @param object always {@code provider.deployment}
 * @param isDefault always false: the platform creates no deployments by itself
 * @param credentials whose credentials its calls use: {@code user_required}, {@code user_preferred} or {@code shared}
 * @param limits limits of its calls; null if it has none of its own
 * @param defaultConfig always null: list {@code GET /provider-configs?provider_deployment_id=}
 */
record DeploymentBody(
  String object,
  String id,
  String status,
  boolean isDefault,
  @Nullable String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  Map<String, Object> toolFilter,
  String providerId,
  @Nullable ProviderVersionBody lockedVersion,
  String credentials,
  @Nullable CallLimits limits,
  @Nullable Object defaultConfig,
  Instant createdAt,
  Instant updatedAt
) {
  static DeploymentBody of(State state, TenantId tenant, Deployment deployment) {
    return new DeploymentBody(
      "provider.deployment",
      deployment.id(),
      deployment.status().name().toLowerCase(Locale.ROOT),
      false,
      deployment.name(),
      deployment.description(),
      deployment.metadata(),
      deployment.toolFilter().render(),
      deployment.providerId(),
      lockedVersion(state, tenant, deployment),
      deployment.credentials().wire(),
      deployment.limits(),
      null,
      deployment.createdAt(),
      deployment.updatedAt()
    );
  }

  private static @Nullable ProviderVersionBody lockedVersion(State state, TenantId tenant, Deployment deployment) {
    String locked = deployment.lockedVersionId();
    if (locked == null) {
      return null;
    }
    return Providers.visibleVersion(state, tenant, locked)
      .map(version -> ProviderVersionBody.of(version, current(state, tenant, version)))
      .orElse(null);
  }

  private static boolean current(State state, TenantId tenant, ProviderVersion version) {
    return Providers.visible(state, tenant, version.provider().id())
      .filter(provider -> provider.provider().versionId().equals(version.provider().versionId()))
      .isPresent();
  }
}
