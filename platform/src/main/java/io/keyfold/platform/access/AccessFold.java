package io.keyfold.platform.access;

import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.ApiKeyRevoked;
import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folds tenants and API keys from {@code deployment.events}; the same in all services. */
public final class AccessFold implements Fold<DeploymentEvent> {

  @Override
  public List<Change> apply(DeploymentEvent event, State state) {
    return switch (event) {
      case TenantCreated created -> created(created, state);
      case ApiKeyCreated created -> created(created, state);
      case ApiKeyRevoked revoked -> revoked(revoked, state);
      case DeploymentCreated other -> List.of();
      case DeploymentUpdated other -> List.of();
      case DeploymentArchived other -> List.of();
      case ProviderPublished other -> List.of();
    };
  }

  private static List<Change> created(TenantCreated event, State state) {
    EventMeta meta = event.getMeta();
    var key = Tenant.key(new TenantId(meta.getTenantId()));
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    Tenant tenant = new Tenant(meta.getTenantId(), event.getName(), meta.getVersion(), meta.getRecordedAt());
    return List.of(new Change.Put<>(key, tenant));
  }

  /**
   * Writes the index before the key: if the key is stored, e.g. when this fold is repeated after a crash, the index is
   * as well.
   */
  private static List<Change> created(ApiKeyCreated event, State state) {
    EventMeta meta = event.getMeta();
    var key = ApiKey.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    var index = ApiKeyHash.key(event.getKeySha256());
    if (isFirst(meta, state.find(index))) {
      changes.add(new Change.Put<>(index, new ApiKeyHash(meta.getTenantId(), meta.getObjectId())));
    }
    changes.add(new Change.Put<>(key, key(event)));
    return changes;
  }

  /** Resolves a hash collision between tenants: the older key id owns the hash, independent of the order of events. */
  private static boolean isFirst(EventMeta meta, Optional<ApiKeyHash> holder) {
    return holder.isEmpty() || meta.getObjectId().compareTo(holder.get().keyId()) < 0;
  }

  private static ApiKey key(ApiKeyCreated event) {
    EventMeta meta = event.getMeta();
    return new ApiKey(
      meta.getObjectId(),
      meta.getTenantId(),
      event.getKeySha256(),
      event.getRedacted(),
      event.getScopes(),
      event.getName(),
      event.getExpiresAt(),
      null,
      meta.getVersion(),
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }

  private static List<Change> revoked(ApiKeyRevoked event, State state) {
    EventMeta meta = event.getMeta();
    var key = ApiKey.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    return state
      .findBefore(key, meta.getVersion())
      .<Change>map(known -> new Change.Put<>(key, known.revoked(meta.getRecordedAt(), meta.getVersion())))
      .map(List::of)
      .orElse(List.of());
  }
}
