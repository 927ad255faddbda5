package io.keyfold.authconfig.catalogue;

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
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.State;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.CredentialCheck;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** State keys of providers and deployments, and their fold. Every tenant sees the platform's providers. */
public final class CatalogueProjection implements Fold<DeploymentEvent> {

  private static final Kind<KnownDeployment> DEPLOYMENT = new Kind<>("known_deployment", KnownDeployment.class);
  private static final Kind<KnownProvider> PROVIDER = new Kind<>("known_provider", KnownProvider.class);
  private static final Kind<MethodOwner> METHOD = new Kind<>("known_method", MethodOwner.class);

  /**
   * Index from an auth method to its provider.
   *
   * @param providerId the provider
   */
  public record MethodOwner(String providerId) {}

  /** {@return the key of a deployment} */
  public static Key<KnownDeployment> deployment(TenantId tenant, String id) {
    return new Key<>(tenant, DEPLOYMENT, id);
  }

  /** {@return the provider, if visible to the tenant} */
  public static Optional<KnownProvider> provider(State state, TenantId tenant, String id) {
    return state.find(new Key<>(tenant, PROVIDER, id)).or(() -> state.find(new Key<>(TenantId.PLATFORM, PROVIDER, id)));
  }

  /** {@return the provider of the auth method with this id, if visible to the tenant} */
  public static Optional<KnownProvider> providerOfMethod(State state, TenantId tenant, String methodId) {
    return state
      .find(new Key<>(tenant, METHOD, methodId))
      .or(() -> state.find(new Key<>(TenantId.PLATFORM, METHOD, methodId)))
      .flatMap(owner -> provider(state, tenant, owner.providerId()));
  }

  @Override
  public List<Change> apply(DeploymentEvent event, State state) {
    TenantId tenant = new TenantId(event.getMeta().getTenantId());
    return switch (event) {
      case ProviderPublished published -> published(tenant, published, state);
      case DeploymentCreated created -> put(tenant, state, created(created));
      case DeploymentUpdated updated -> find(tenant, updated, state)
        .map(known -> put(tenant, state, updated(known, updated)))
        .orElse(List.of());
      case DeploymentArchived archived -> find(tenant, archived, state)
        .map(known -> put(tenant, state, archived(known, archived)))
        .orElse(List.of());
      case ApiKeyCreated _, ApiKeyRevoked _, TenantCreated _ -> List.of();
    };
  }

  private static Optional<KnownDeployment> find(TenantId tenant, DeploymentEvent event, State state) {
    return state.find(deployment(tenant, event.getMeta().getObjectId()));
  }

  private static List<Change> put(TenantId tenant, State state, KnownDeployment next) {
    Key<KnownDeployment> key = deployment(tenant, next.id());
    return state.hasPassed(key, next.version()) ? List.of() : List.of(new Change.Put<>(key, next));
  }

  /** The provider is changed last, as explained at the fold of auth configs. */
  private static List<Change> published(TenantId tenant, ProviderPublished event, State state) {
    Provider provider = event.getProvider();
    EventMeta meta = event.getMeta();
    Key<KnownProvider> key = new Key<>(tenant, PROVIDER, provider.getId());
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    for (AuthMethod method : provider.getAuthMethods()) {
      changes.add(new Change.Put<>(new Key<>(tenant, METHOD, method.getId()), new MethodOwner(provider.getId())));
    }
    Instant first = state.find(key).map(KnownProvider::createdAt).orElse(meta.getRecordedAt());
    changes.add(
      new Change.Put<>(
        key,
        new KnownProvider(
          provider.getId(),
          meta.getVersion(),
          provider.getVersionId(),
          provider.getName(),
          provider.getMcpUrl(),
          provider.getAuthMethods().stream().map(CatalogueProjection::method).toList(),
          provider.getConfigSchema(),
          first,
          meta.getRecordedAt()
        )
      )
    );
    return changes;
  }

  private static KnownMethod method(AuthMethod method) {
    return new KnownMethod(
      method.getId(),
      method.getKey(),
      method.getType(),
      method.getName(),
      method.getDescription(),
      method.getInputSchema(),
      method.getOutputSchema(),
      method
        .getScopes()
        .stream()
        .map(s -> new KnownMethod.Scope(s.getId(), s.getScope(), s.getName(), s.getDescription()))
        .toList(),
      method
        .getInjections()
        .stream()
        .map(i -> new KnownMethod.Injection(i.getPlace(), i.getName(), i.getProperty(), i.getPrefix()))
        .toList(),
      OAuthMapping.oauth(method.getId(), method.getOauth()),
      check(method.getCheck())
    );
  }

  private static KnownMethod.@Nullable Check check(@Nullable CredentialCheck check) {
    return check == null
      ? null
      : new KnownMethod.Check(check.getMethod(), check.getUrl(), check.getExpectedStatus(), check.getOkPointer());
  }

  private static KnownDeployment created(DeploymentCreated event) {
    EventMeta meta = event.getMeta();
    return new KnownDeployment(
      meta.getObjectId(),
      meta.getVersion(),
      false,
      event.getProviderId(),
      event.getName(),
      event.getDescription(),
      event.getMetadata(),
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }

  private static KnownDeployment updated(KnownDeployment known, DeploymentUpdated event) {
    return new KnownDeployment(
      known.id(),
      event.getMeta().getVersion(),
      known.archived(),
      known.providerId(),
      event.getName(),
      event.getDescription(),
      event.getMetadata(),
      known.createdAt(),
      event.getMeta().getRecordedAt()
    );
  }

  private static KnownDeployment archived(KnownDeployment known, DeploymentArchived event) {
    return new KnownDeployment(
      known.id(),
      event.getMeta().getVersion(),
      true,
      known.providerId(),
      known.name(),
      known.description(),
      known.metadata(),
      known.createdAt(),
      event.getMeta().getRecordedAt()
    );
  }
}
