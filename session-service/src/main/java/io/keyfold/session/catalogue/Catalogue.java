package io.keyfold.session.catalogue;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Finds deployments and their providers, for one tenant at a time. */
public final class Catalogue {

  private final View deployments;

  /** Creates a catalogue over the view of {@code deployment.events}. */
  public Catalogue(View deployments) {
    this.deployments = deployments;
  }

  /** {@return the deployment, archived or not; errors with {@code not_found}, also for another tenant's deployment} */
  public Mono<Deployment> deployment(TenantId tenant, String id) {
    return deployments
      .await(Deployment.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.deployment", id)));
  }

  /** {@return the deployment as of this instance's view, without waiting} */
  public Optional<Deployment> known(TenantId tenant, String id) {
    return deployments.find(Deployment.key(tenant, id));
  }

  /** {@return the provider of a deployment, at the pinned version if there is one} */
  public Mono<PublishedProvider> provider(TenantId tenant, Deployment deployment) {
    return Mono.defer(() ->
      Mono.justOrEmpty(find(deployments, tenant, deployment))
        .switchIfEmpty(deployments.await(tenant.value(), state -> find(state, tenant, deployment)))
        .switchIfEmpty(deployments.await(TenantId.PLATFORM.value(), state -> find(state, tenant, deployment)))
        .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider", deployment.providerId())))
    );
  }

  /** {@return the provider of a deployment as of this instance's view, without waiting} */
  public Optional<PublishedProvider> knownProvider(TenantId tenant, Deployment deployment) {
    return find(deployments, tenant, deployment);
  }

  // A tenant sees its own providers and the shipped ones only.
  private static Optional<PublishedProvider> find(State state, TenantId tenant, Deployment deployment) {
    return inOwner(state, tenant, deployment).or(() -> inOwner(state, TenantId.PLATFORM, deployment));
  }

  private static Optional<PublishedProvider> inOwner(State state, TenantId owner, Deployment deployment) {
    String locked = deployment.lockedVersionId();
    return locked == null
      ? state.find(PublishedProvider.current(owner, deployment.providerId()))
      : state.find(PublishedProvider.version(owner, locked)).filter(p -> p.id().equals(deployment.providerId()));
  }
}
