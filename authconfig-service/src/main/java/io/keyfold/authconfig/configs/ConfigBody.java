package io.keyfold.authconfig.configs;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.configs.model.DefaultConfigs;
import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.authconfig.credentials.DeploymentPreviewBody;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider config, without its value.
 *
 * @param object always {@code provider.config}
 * @param isDefault whether calls use it that name no other: those of its deployment, or of its user
 * @param user the tenant's own id of the user for whose sessions only it is used; null: any session
 * @param identityId the same as {@code user}, for existing clients
 * @param setupSessionId the setup session in which it was entered
 * @param deployment the only deployment that may use it
 * @param specificationId the current specification of its provider; null if the provider is not known any more
 * @param fromVault always null: there are no config vaults
 */
public record ConfigBody(
  String object,
  String id,
  String status,
  boolean isDefault,
  @Nullable String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  Map<String, Object> toolFilter,
  String providerId,
  @Nullable String specificationId,
  @Nullable String user,
  @Nullable String identityId,
  @Nullable String setupSessionId,
  @Nullable DeploymentPreviewBody deployment,
  @Nullable Object fromVault,
  Instant createdAt,
  Instant updatedAt
) {
  /** {@return the config's JSON form} */
  public static ConfigBody of(State authConfigs, State deployments, TenantId tenant, ProviderConfig config) {
    return new ConfigBody(
      "provider.config",
      config.id(),
      config.archived() ? "archived" : "active",
      DefaultConfigs.isDefault(authConfigs, tenant, config),
      config.about().name(),
      config.about().description(),
      config.about().metadata(),
      config.about().toolFilter().render(),
      config.providerId(),
      CatalogueProjection.provider(deployments, tenant, config.providerId())
        .map(KnownProvider::specificationId)
        .orElse(null),
      config.user(),
      config.user(),
      config.setupSessionId(),
      DeploymentPreviewBody.find(deployments, tenant, config.deploymentId()),
      null,
      config.createdAt(),
      config.updatedAt()
    );
  }
}
