package io.keyfold.ledger.deployments;

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
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds the metadata of deployments. */
public final class DeploymentsFold implements Fold<DeploymentEvent> {

  @Override
  public List<Change> apply(DeploymentEvent event, State state) {
    return switch (event) {
      case DeploymentCreated created -> put(created.getMeta(), created.getMetadata(), state);
      case DeploymentUpdated updated -> put(updated.getMeta(), updated.getMetadata(), state);
      case DeploymentArchived ignored -> List.of();
      case ProviderPublished ignored -> List.of();
      case TenantCreated ignored -> List.of();
      case ApiKeyCreated ignored -> List.of();
      case ApiKeyRevoked ignored -> List.of();
    };
  }

  private static List<Change> put(EventMeta meta, @Nullable String metadata, State state) {
    Key<Deployment> key = Deployment.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    return state.hasPassed(key, meta.getVersion())
      ? List.of()
      : List.of(new Change.Put<>(key, new Deployment(meta.getObjectId(), meta.getVersion(), metadata)));
  }
}
