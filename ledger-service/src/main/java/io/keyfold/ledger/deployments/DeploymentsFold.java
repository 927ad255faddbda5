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
import io.keyfold.platform.toolcall.KnownTool;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.Provider;
import java.util.ArrayList;
import java.util.List;

/** Folds the metadata of deployments, the tools that their providers declare, and the names of both. */
public final class DeploymentsFold implements Fold<DeploymentEvent> {

  @Override
  public List<Change> apply(DeploymentEvent event, State state) {
    return switch (event) {
      case DeploymentCreated created -> created(created, state);
      case DeploymentUpdated updated -> updated(updated, state);
      case DeploymentArchived ignored -> List.of();
      case ProviderPublished published -> published(published, state);
      case TenantCreated ignored -> List.of();
      case ApiKeyCreated ignored -> List.of();
      case ApiKeyRevoked ignored -> List.of();
    };
  }

  private static List<Change> created(DeploymentCreated event, State state) {
    EventMeta meta = event.getMeta();
    Key<Deployment> key = key(meta);
    Deployment deployment = new Deployment(
      meta.getObjectId(),
      meta.getVersion(),
      event.getProviderId(),
      event.getLockedProviderVersionId(),
      event.getMetadata()
    );
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    List<Change> changes = Directory.changes(meta, meta.getObjectId(), event.getName(), event.getMetadata(), state);
    changes.add(new Change.Put<>(key, deployment));
    return changes;
  }

  private static List<Change> updated(DeploymentUpdated event, State state) {
    EventMeta meta = event.getMeta();
    return state
      .findBefore(key(meta), meta.getVersion())
      .map(before ->
        new Deployment(
          before.id(),
          meta.getVersion(),
          before.providerId(),
          event.getLockedProviderVersionId(),
          event.getMetadata()
        )
      )
      .map(deployment -> {
        List<Change> changes = Directory.changes(meta, deployment.id(), event.getName(), event.getMetadata(), state);
        changes.add(new Change.Put<>(key(meta), deployment));
        return changes;
      })
      .orElse(List.of());
  }

  private static List<Change> published(ProviderPublished event, State state) {
    EventMeta meta = event.getMeta();
    TenantId owner = new TenantId(meta.getTenantId());
    Provider provider = event.getProvider();
    ProviderTools tools = new ProviderTools(
      provider.getId(),
      meta.getVersion(),
      provider.getTools().stream().map(KnownTool::of).toList()
    );
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Put<>(ProviderTools.version(owner, provider.getVersionId()), tools));
    Key<ProviderTools> current = ProviderTools.current(owner, provider.getId());
    if (!state.hasPassed(current, meta.getVersion())) {
      changes.addAll(Directory.changes(meta, provider.getId(), provider.getName(), null, state));
      changes.add(new Change.Put<>(current, tools));
    }
    return changes;
  }

  private static Key<Deployment> key(EventMeta meta) {
    return Deployment.key(new TenantId(meta.getTenantId()), meta.getObjectId());
  }
}
