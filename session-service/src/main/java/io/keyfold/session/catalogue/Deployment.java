package io.keyfold.session.catalogue;

import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider deployment, with the fields that sessions need.
 *
 * @param id its id
 * @param version version of its last event
 * @param providerId the provider
 * @param name display name
 * @param description description for users
 * @param metadata the caller's metadata as a JSON object
 * @param toolFilter which tools may be used
 * @param lockedVersionId the pinned provider version; null follows the current version
 * @param credentials whose credentials its calls use
 * @param limits limits of its calls; null if it has none of its own
 * @param archived whether it is archived and no longer usable
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record Deployment(
  String id,
  long version,
  String providerId,
  @Nullable String name,
  @Nullable String description,
  @Nullable String metadata,
  ToolFilter toolFilter,
  @Nullable String lockedVersionId,
  CredentialPolicy credentials,
  @Nullable CallLimits limits,
  boolean archived,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  /** State kind of deployments. */
  public static final Kind<Deployment> KIND = new Kind<>("deployment", Deployment.class);

  /** {@return the key of a deployment} */
  public static Key<Deployment> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return whether it limits its concurrent calls, which are then counted apart from those of other deployments} */
  public boolean hasConcurrencyLimit() {
    return limits != null && limits.maxConcurrentCalls() != null;
  }

  static Deployment of(DeploymentCreated event) {
    EventMeta meta = event.getMeta();
    return new Deployment(
      meta.getObjectId(),
      meta.getVersion(),
      event.getProviderId(),
      event.getName(),
      event.getDescription(),
      event.getMetadata(),
      ToolFilter.fromAvro(event.getToolFilter()),
      event.getLockedProviderVersionId(),
      CredentialPolicy.of(event.getCredentials()),
      CallLimits.of(event.getLimits()),
      false,
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }

  Deployment updated(DeploymentUpdated event) {
    EventMeta meta = event.getMeta();
    return new Deployment(
      id,
      meta.getVersion(),
      providerId,
      event.getName(),
      event.getDescription(),
      event.getMetadata(),
      ToolFilter.fromAvro(event.getToolFilter()),
      event.getLockedProviderVersionId(),
      CredentialPolicy.of(event.getCredentials()),
      CallLimits.of(event.getLimits()),
      archived,
      createdAt,
      meta.getRecordedAt()
    );
  }

  /** {@return a copy of this deployment that is archived} */
  Deployment archive(long version, Instant at) {
    return new Deployment(
      id,
      version,
      providerId,
      name,
      description,
      metadata,
      toolFilter,
      lockedVersionId,
      credentials,
      limits,
      true,
      createdAt,
      at
    );
  }
}
