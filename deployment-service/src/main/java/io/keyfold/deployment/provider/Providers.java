package io.keyfold.deployment.provider;

import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** State keys of providers, and their fold. */
public final class Providers implements Fold<DeploymentEvent> {

  private static final Kind<VersionedProvider> PROVIDER = new Kind<>("provider", VersionedProvider.class);
  private static final Kind<ProviderVersion> VERSION = new Kind<>("provider_version", ProviderVersion.class);

  /** {@return the key of a tenant's own provider; shipped providers belong to the platform tenant} */
  public static Key<VersionedProvider> key(TenantId owner, String id) {
    return new Key<>(owner, PROVIDER, id);
  }

  /** {@return the key of a provider version} */
  public static Key<ProviderVersion> versionKey(TenantId owner, String versionId) {
    return new Key<>(owner, VERSION, versionId);
  }

  /** {@return the state kind, for scans} */
  public static Kind<VersionedProvider> kind() {
    return PROVIDER;
  }

  /** {@return the state kind of versions, for scans} */
  public static Kind<ProviderVersion> versionKind() {
    return VERSION;
  }

  /** {@return the provider, if visible to the tenant} */
  public static Optional<VersionedProvider> visible(State state, TenantId tenant, String id) {
    return owners(tenant)
      .flatMap(owner -> state.find(key(owner, id)).stream())
      .findFirst();
  }

  /** {@return the version, if visible to the tenant} */
  public static Optional<ProviderVersion> visibleVersion(State state, TenantId tenant, String versionId) {
    return owners(tenant)
      .flatMap(owner -> state.find(versionKey(owner, versionId)).stream())
      .findFirst();
  }

  /** {@return the owners of the providers that the tenant sees} */
  public static Stream<TenantId> owners(TenantId tenant) {
    return Stream.of(tenant, TenantId.PLATFORM);
  }

  @Override
  public List<Change> apply(DeploymentEvent event, State state) {
    return event instanceof ProviderPublished published ? published(published, state) : List.of();
  }

  private static List<Change> published(ProviderPublished event, State state) {
    TenantId owner = new TenantId(event.getMeta().getTenantId());
    Provider provider = ProviderAvro.fromAvro(event.getProvider());
    long number = event.getMeta().getVersion();
    Instant at = event.getMeta().getRecordedAt();
    List<Change> changes = new ArrayList<>();

    Key<VersionedProvider> key = key(owner, provider.id());
    if (!state.hasPassed(key, number)) {
      Instant createdAt = state.find(key).map(VersionedProvider::createdAt).orElse(at);
      changes.add(new Change.Put<>(key, new VersionedProvider(provider, number, createdAt, at)));
    }
    Key<ProviderVersion> versionKey = versionKey(owner, provider.versionId());
    if (!state.hasPassed(versionKey, number)) {
      changes.add(new Change.Put<>(versionKey, new ProviderVersion(provider, number, at)));
    }
    return changes;
  }
}
