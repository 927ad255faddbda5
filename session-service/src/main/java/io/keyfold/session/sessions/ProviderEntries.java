package io.keyfold.session.sessions;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.resolve.CredentialSelector;
import io.keyfold.session.resolve.Resolver;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Validates the providers of a new session against this instance's views of deployments and auth configs. */
final class ProviderEntries {

  private static final int AT_ONCE = 8;

  private final Resolver resolver;
  private final View credentials;

  ProviderEntries(Resolver resolver, View credentials) {
    this.resolver = resolver;
    this.credentials = credentials;
  }

  /** {@return the providers, in the order of the entries; errors for the first invalid one} */
  Mono<List<io.keyfold.schema.SessionProvider>> check(
    TenantId tenant,
    Instant at,
    @Nullable String user,
    List<ProviderEntry> entries
  ) {
    // Ids created in the same millisecond are unordered, so the position in the session keeps the order of entries.
    return Flux.fromStream(IntStream.range(0, entries.size()).boxed())
      .flatMapSequential(i -> check(tenant, at, user, entries.get(i)), AT_ONCE)
      .collectList();
  }

  /** {@return the provider; errors if it is not usable, except if its user has yet to connect or to enter settings} */
  Mono<io.keyfold.schema.SessionProvider> check(
    TenantId tenant,
    Instant at,
    @Nullable String user,
    ProviderEntry entry
  ) {
    CredentialSelector selector = new CredentialSelector(
      user,
      entry.authConfigId(),
      entry.authConfigLabel(),
      entry.configId()
    );
    return deploymentId(tenant, user, entry).flatMap(deploymentId ->
      resolver
        .resolve(tenant, deploymentId, selector)
        .map(resolved -> resolved.deployment().providerId())
        // In the quick start, a session of a deployment with an OAuth app is created before its user connects.
        .onErrorResume(ProviderEntries::awaitsUser, e -> resolver.providerOf(tenant, deploymentId))
        .map(providerId -> provider(Ids.fresh("spr_", at), providerId, deploymentId, entry))
    );
  }

  private static boolean awaitsUser(Throwable e) {
    return ErrorCode.AUTHENTICATION_REQUIRED.isCodeOf(e) || ErrorCode.CONFIG_REQUIRED.isCodeOf(e);
  }

  private Mono<String> deploymentId(TenantId tenant, @Nullable String user, ProviderEntry entry) {
    if (entry.deploymentId() != null) {
      return Mono.just(entry.deploymentId());
    }
    String named = java.util.Objects.requireNonNull(entry.authConfigId());
    return credentials
      .await(AuthConfig.key(tenant, named))
      .filter(config -> config.owner().visibleTo(user))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.auth_config", named)))
      .flatMap(config -> Mono.justOrEmpty(config.deploymentId()))
      .switchIfEmpty(
        Mono.error(() ->
          ApiException.of(
            ErrorCode.PROVIDER_REQUIRED,
            "The auth config is not bound to a deployment: also set provider_deployment_id"
          )
        )
      );
  }

  private static io.keyfold.schema.SessionProvider provider(
    String id,
    String providerId,
    String deploymentId,
    ProviderEntry entry
  ) {
    return io.keyfold.schema.SessionProvider.newBuilder()
      .setId(id)
      .setTag(Tags.of(id))
      .setProviderId(providerId)
      .setProviderDeploymentId(deploymentId)
      .setAuthConfigId(entry.authConfigId())
      .setAuthConfigLabel(entry.authConfigLabel())
      .setConfigId(entry.configId())
      .setToolFilter(entry.toolFilter().toAvro())
      .build();
  }
}
