package io.keyfold.authconfig.configs.model;

import io.keyfold.authconfig.model.About;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider config: non-secret settings of a provider, such as a workspace. Its value never changes.
 *
 * @param id starts with {@code pcf_}
 * @param version number of changes, from 1; the ETag
 * @param archived whether no call uses it any more
 * @param providerId the provider
 * @param deploymentId the only deployment that may use it; null: any of the provider
 * @param user the tenant's user, for whose sessions only it is used; null: any session
 * @param about its descriptive fields
 * @param value the settings as a JSON object
 * @param setupSessionId the setup session in which it was entered
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record ProviderConfig(
  String id,
  long version,
  boolean archived,
  String providerId,
  @Nullable String deploymentId,
  @Nullable String user,
  About about,
  String value,
  @Nullable String setupSessionId,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  private static final Kind<ProviderConfig> KIND = new Kind<>("provider_config", ProviderConfig.class);

  /** {@return the state kind, for scans} */
  public static Kind<ProviderConfig> kind() {
    return KIND;
  }

  /** {@return the key of a config} */
  public static Key<ProviderConfig> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  ProviderConfig described(long atVersion, About other, Instant at) {
    return changed(atVersion, archived, other, at);
  }

  ProviderConfig archive(long atVersion, Instant at) {
    return changed(atVersion, true, about, at);
  }

  private ProviderConfig changed(long atVersion, boolean nowArchived, About nowAbout, Instant at) {
    return new ProviderConfig(
      id,
      atVersion,
      nowArchived,
      providerId,
      deploymentId,
      user,
      nowAbout,
      value,
      setupSessionId,
      createdAt,
      at
    );
  }
}
