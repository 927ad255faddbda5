package io.keyfold.authconfig.catalogue;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds the provider and auth method of a request: by deployment, else by provider, else by the method's unique id. */
public final class MethodChoice {

  /**
   * The result.
   *
   * @param provider the provider
   * @param method one of its methods
   */
  public record Chosen(KnownProvider provider, KnownMethod method) {}

  private final View deployments;

  /**
   * Creates a choice.
   *
   * @param deployments the view of {@code deployment.events}
   */
  public MethodChoice(View deployments) {
    this.deployments = deployments;
  }

  /**
   * {@return the provider and its method; errors with the API error of what is unknown, archived or does not fit}
   *
   * @param method id, key or type of the auth method
   * @param deploymentId the deployment, if one is named
   * @param providerId the provider, if it is named
   */
  public Mono<Chosen> choose(
    TenantId tenant,
    String method,
    @Nullable String deploymentId,
    @Nullable String providerId
  ) {
    if (deploymentId == null && providerId == null) {
      return visible(tenant, state -> CatalogueProjection.providerOfMethod(state, tenant, method))
        .switchIfEmpty(Mono.error(() -> unknownMethod(method, "with a key or type, also set provider_deployment_id")))
        .flatMap(provider -> in(tenant, provider, method));
    }
    return providerId(tenant, deploymentId, providerId)
      .flatMap(id -> provider(tenant, id))
      .flatMap(provider -> in(tenant, provider, method));
  }

  /**
   * {@return the provider of a deployment, or the named one; errors as {@link #choose}}
   *
   * @param deploymentId the deployment, if one is named
   * @param providerId the provider, if it is named; one of both is needed
   */
  public Mono<KnownProvider> provider(TenantId tenant, @Nullable String deploymentId, @Nullable String providerId) {
    return providerId(tenant, deploymentId, providerId).flatMap(id -> provider(tenant, id));
  }

  /** {@return the method of an existing auth config} */
  public Mono<Chosen> of(TenantId tenant, String providerId, String methodId) {
    return provider(tenant, providerId).flatMap(provider -> in(tenant, provider, methodId));
  }

  private Mono<String> providerId(TenantId tenant, @Nullable String deploymentId, @Nullable String providerId) {
    if (deploymentId == null) {
      return Mono.justOrEmpty(providerId);
    }
    return deployments
      .await(CatalogueProjection.deployment(tenant, deploymentId))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.deployment", deploymentId)))
      .map(deployment -> usable(deployment, providerId).providerId());
  }

  private static KnownDeployment usable(KnownDeployment deployment, @Nullable String providerId) {
    if (deployment.archived()) {
      throw ApiException.about(
        ErrorCode.USE_AFTER_DELETE,
        "provider.deployment",
        deployment.id(),
        "The deployment is archived"
      );
    }
    if (providerId != null && !providerId.equals(deployment.providerId())) {
      throw mismatch("provider.deployment", deployment.id(), "The deployment belongs to another provider");
    }
    return deployment;
  }

  private Mono<KnownProvider> provider(TenantId tenant, String id) {
    return visible(tenant, state -> CatalogueProjection.provider(state, tenant, id)).switchIfEmpty(
      Mono.error(() -> ApiException.notFound("provider", id))
    );
  }

  /**
   * The catalogue is on the platform's partition and a tenant's own providers on the tenant's: a miss waits for both.
   */
  private <T> Mono<T> visible(TenantId tenant, Function<State, Optional<T>> lookUp) {
    return deployments
      .await(tenant.value(), lookUp)
      .switchIfEmpty(Mono.defer(() -> deployments.await(TenantId.PLATFORM.value(), lookUp)));
  }

  private Mono<Chosen> in(TenantId tenant, KnownProvider provider, String method) {
    if (provider.authMethods().isEmpty()) {
      return Mono.error(
        ApiException.about(
          ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
          "provider",
          provider.id(),
          "This provider requires no authentication"
        )
      );
    }
    Optional<KnownMethod> found = provider.method(method);
    if (found.isPresent()) {
      return Mono.just(new Chosen(provider, found.get()));
    }
    return Mono.error(
      CatalogueProjection.providerOfMethod(deployments, tenant, method).isPresent()
        ? mismatch("provider.capabilities.auth_method", method, "The auth method belongs to another provider")
        : unknownMethod(method, "see /provider-auth-methods")
    );
  }

  private static ApiException mismatch(String entity, String id, String message) {
    return ApiException.about(ErrorCode.PROVIDER_MISMATCH, entity, id, message);
  }

  private static ApiException unknownMethod(String method, String hint) {
    return ApiException.about(
      ErrorCode.INVALID_AUTH_METHOD,
      "provider.capabilities.auth_method",
      method,
      "This provider has no auth method with this id, key or type: " + hint
    );
  }
}
