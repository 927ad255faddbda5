package io.keyfold.session.catalogue;

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
import java.util.ArrayList;
import java.util.List;

/** Folds deployments and providers. Tenants and API keys have their own fold. */
public final class CatalogueFold implements Fold<DeploymentEvent> {

  @Override
  public List<Change> apply(DeploymentEvent event, State state) {
    return switch (event) {
      case DeploymentCreated created -> created(created, state);
      case DeploymentUpdated updated -> updated(updated, state);
      case DeploymentArchived archived -> archived(archived, state);
      case ProviderPublished published -> published(published, state);
      case TenantCreated ignored -> List.of();
      case ApiKeyCreated ignored -> List.of();
      case ApiKeyRevoked ignored -> List.of();
    };
  }

  private static List<Change> created(DeploymentCreated event, State state) {
    EventMeta meta = event.getMeta();
    Key<Deployment> key = key(meta);
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    return List.of(new Change.Put<>(key, Deployment.of(event)));
  }

  private static List<Change> updated(DeploymentUpdated event, State state) {
    EventMeta meta = event.getMeta();
    return state
      .findBefore(key(meta), meta.getVersion())
      .<List<Change>>map(before -> List.of(new Change.Put<>(key(meta), before.updated(event))))
      .orElse(List.of());
  }

  private static List<Change> archived(DeploymentArchived event, State state) {
    EventMeta meta = event.getMeta();
    return state
      .findBefore(key(meta), meta.getVersion())
      .<List<Change>>map(before ->
        List.of(new Change.Put<>(key(meta), before.archive(meta.getVersion(), meta.getRecordedAt())))
      )
      .orElse(List.of());
  }

  private static List<Change> published(ProviderPublished event, State state) {
    TenantId owner = new TenantId(event.getMeta().getTenantId());
    PublishedProvider provider = Providers.of(event);
    List<Change> changes = new ArrayList<>();
    Key<PublishedProvider> version = PublishedProvider.version(owner, provider.versionId());
    if (state.find(version).isEmpty()) {
      changes.add(new Change.Put<>(version, provider));
    }
    Key<PublishedProvider> current = PublishedProvider.current(owner, provider.id());
    if (!state.hasPassed(current, provider.version())) {
      changes.add(new Change.Put<>(current, provider));
    }
    return changes;
  }

  private static Key<Deployment> key(EventMeta meta) {
    return Deployment.key(new TenantId(meta.getTenantId()), meta.getObjectId());
  }
}
