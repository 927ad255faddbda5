package io.keyfold.deployment.deployments;

import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.ApiKeyRevoked;
import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.EventMeta;
import java.util.List;

/** State keys of deployments, and their fold. */
public final class Deployments implements Fold<DeploymentEvent> {

  private static final Kind<Deployment> DEPLOYMENT = new Kind<>("deployment", Deployment.class);

  /** {@return the key of a deployment} */
  public static Key<Deployment> key(TenantId tenant, String id) {
    return new Key<>(tenant, DEPLOYMENT, id);
  }

  /** {@return the state kind, for scans} */
  public static Kind<Deployment> kind() {
    return DEPLOYMENT;
  }

  @Override
  public List<Change> apply(DeploymentEvent event, State state) {
    Key<Deployment> key = key(new TenantId(event.getMeta().getTenantId()), event.getMeta().getObjectId());
    return switch (event) {
      case DeploymentCreated created -> put(key, state, created(created));
      case DeploymentUpdated updated -> state
        .find(key)
        .map(known -> put(key, state, updated(known, updated)))
        .orElse(List.of());
      case DeploymentArchived archived -> state
        .find(key)
        .map(known -> put(key, state, known.archived(version(archived), archived.getMeta().getRecordedAt())))
        .orElse(List.of());
      case ApiKeyCreated _, ApiKeyRevoked _, ProviderPublished _, TenantCreated _ -> List.of();
    };
  }

  private static List<Change> put(Key<Deployment> key, State state, Deployment next) {
    return state.hasPassed(key, next.version()) ? List.of() : List.of(new Change.Put<>(key, next));
  }

  private static Deployment created(DeploymentCreated event) {
    EventMeta meta = event.getMeta();
    return new Deployment(
      meta.getObjectId(),
      meta.getVersion(),
      Deployment.Status.ACTIVE,
      event.getProviderId(),
      event.getName(),
      event.getDescription(),
      event.getMetadata(),
      ToolFilter.fromAvro(event.getToolFilter()),
      event.getLockedProviderVersionId(),
      CredentialPolicy.of(event.getCredentials()),
      CallLimits.fromAvro(event.getLimits()),
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }

  private static Deployment updated(Deployment known, DeploymentUpdated event) {
    return new Deployment(
      known.id(),
      version(event),
      known.status(),
      known.providerId(),
      event.getName(),
      event.getDescription(),
      event.getMetadata(),
      ToolFilter.fromAvro(event.getToolFilter()),
      event.getLockedProviderVersionId(),
      CredentialPolicy.of(event.getCredentials()),
      CallLimits.fromAvro(event.getLimits()),
      known.createdAt(),
      event.getMeta().getRecordedAt()
    );
  }

  private static long version(DeploymentEvent event) {
    return event.getMeta().getVersion();
  }
}
