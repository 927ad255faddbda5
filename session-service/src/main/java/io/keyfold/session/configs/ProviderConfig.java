package io.keyfold.session.configs;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolfilter.ToolFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider config: settings that complete a provider's URL.
 *
 * @param id its id ({@code pcf_})
 * @param version version of its last event
 * @param providerId the provider
 * @param deploymentId the only deployment that may use it; null: any of the provider
 * @param user the tenant's user, for whose sessions only it is used; null: any session
 * @param name display name
 * @param toolFilter which tools may be used with it
 * @param value the settings as a JSON object
 * @param archived whether it is archived and no longer usable
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record ProviderConfig(
  String id,
  long version,
  String providerId,
  @Nullable String deploymentId,
  @Nullable String user,
  @Nullable String name,
  ToolFilter toolFilter,
  String value,
  boolean archived,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  private static final Kind<ProviderConfig> KIND = new Kind<>("provider_config", ProviderConfig.class);

  /** {@return the key of a config} */
  public static Key<ProviderConfig> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return whether a session of the user may name it; null: a session without a user} */
  public boolean visibleTo(@Nullable String sessionUser) {
    return user == null || user.equals(sessionUser);
  }

  /** {@return whether calls of a deployment may use it} */
  public boolean usableBy(String deployment, String provider) {
    return !archived && providerId.equals(provider) && (deploymentId == null || deploymentId.equals(deployment));
  }

  ProviderConfig changed(
    long atVersion,
    @Nullable String nowNamed,
    ToolFilter filter,
    boolean nowArchived,
    Instant at
  ) {
    return new ProviderConfig(
      id,
      atVersion,
      providerId,
      deploymentId,
      user,
      nowNamed,
      filter,
      value,
      nowArchived,
      createdAt,
      at
    );
  }
}
