package io.keyfold.deployment.deployments;

import io.keyfold.deployment.commands.ArchiveDeployment;
import io.keyfold.deployment.commands.CreateDeployment;
import io.keyfold.deployment.commands.UpdateDeployment;
import io.keyfold.deployment.definition.LimitChecks;
import io.keyfold.deployment.definition.Problem;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.CredentialRoute;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.toolfilter.ToolFilterParser;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.JsonText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Creates commands from requests, after the checks that the API edge can perform. */
final class DeploymentCommands {

  private static final String FILTERS = "tool_filters";
  private static final String WRITE_AUTH = "instance.provider.auth:write";

  private final View view;

  DeploymentCommands(View view) {
    this.view = view;
  }

  /**
   * {@return the command}
   *
   * <p>Errors with 403 if the pinned version differs from the current one in where or how credentials are sent and the
   * caller may not write auth configs. Otherwise the tenant's default credentials would be sent there with the next
   * call.
   */
  Mono<CreateDeployment> create(Caller caller, WriteRequest write, CreateDeploymentBody body) {
    rejectConfig(body);
    Problem.refuse(LimitChecks.check(body.limits()));
    ToolFilter filter = ToolFilterParser.parse(body.toolFilters(), FILTERS);
    return provider(write.tenant(), body.providerId())
      .then(lock(caller, body.providerId(), null, body.lockedProviderVersionId()))
      .then(
        Mono.fromSupplier(() ->
          CreateDeployment.newBuilder()
            .setMeta(write.meta(Ids.fresh("pdp_", write.at())))
            .setProviderId(body.providerId())
            .setName(body.name())
            .setDescription(body.description())
            .setMetadata(JsonText.of(body.metadata()))
            .setToolFilter(filter.toAvro())
            .setLockedProviderVersionId(body.lockedProviderVersionId())
            .setCredentials(CredentialPolicy.ofWire(body.credentials()).toAvro())
            .setLimits(CallLimits.toAvro(body.limits()))
            .build()
        )
      );
  }

  /** {@return the command; errors with 403, as in {@link #create}, if the new version changes the credential route} */
  Mono<UpdateDeployment> update(Caller caller, Deployment current, WriteRequest write, UpdateDeploymentBody body) {
    requireActive(current);
    Problem.refuse(LimitChecks.check(body.limits().value()));
    ToolFilter filter = body.toolFilters().present()
      ? ToolFilterParser.parse(body.toolFilters().value(), FILTERS)
      : current.toolFilter();
    String locked = body.lockedProviderVersionId().orElse(current.lockedVersionId());
    Mono<Void> check = body.lockedProviderVersionId().present()
      ? lock(caller, current.providerId(), current.lockedVersionId(), locked)
      : Mono.empty();
    return check.then(
      Mono.fromSupplier(() ->
        UpdateDeployment.newBuilder()
          .setMeta(write.meta(current.id()))
          .setName(body.name().orElse(current.name()))
          .setDescription(body.description().orElse(current.description()))
          .setMetadata(body.metadata().present() ? JsonText.of(body.metadata().value()) : current.metadata())
          .setToolFilter(filter.toAvro())
          .setLockedProviderVersionId(locked)
          .setCredentials(
            body.credentials().present() ? CredentialPolicy.ofWire(body.credentials().value()).toAvro() : null
          )
          .setLimits(body.limits().present() ? CallLimits.explicit(body.limits().value()) : null)
          .build()
      )
    );
  }

  ArchiveDeployment archive(Deployment current, WriteRequest write) {
    requireActive(current);
    return new ArchiveDeployment(write.meta(current.id()));
  }

  private Mono<Provider> provider(TenantId tenant, String id) {
    return view
      .await(tenant.value(), state -> Providers.visible(state, tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider", id)))
      .map(VersionedProvider::provider);
  }

  /** Checks that the caller may replace one version by another; null is the current version. */
  private Mono<Void> lock(Caller caller, String providerId, @Nullable String before, @Nullable String after) {
    if (Objects.equals(before, after)) {
      return Mono.empty();
    }
    return Mono.zip(version(caller.tenant(), providerId, after), version(caller.tenant(), providerId, before))
      .doOnNext(pair -> {
        if (!CredentialRoute.of(pair.getT1()).equals(CredentialRoute.of(pair.getT2()))) {
          caller.require(WRITE_AUTH);
        }
      })
      .then();
  }

  private Mono<Provider> version(TenantId tenant, String providerId, @Nullable String versionId) {
    if (versionId == null) {
      return provider(tenant, providerId);
    }
    Mono<ProviderVersion> version = view.await(tenant.value(), state ->
      Providers.visibleVersion(state, tenant, versionId)
    );
    return version
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.version", versionId)))
      .map(ProviderVersion::provider)
      .filter(found -> found.id().equals(providerId))
      .switchIfEmpty(
        Mono.error(() ->
          ApiException.about(
            ErrorCode.PROVIDER_MISMATCH,
            "provider.version",
            versionId,
            "The version belongs to another provider"
          )
        )
      );
  }

  private static void rejectConfig(CreateDeploymentBody body) {
    if (body.providerConfigId() != null) {
      throw noConfig("provider_config_id");
    }
    if (body.providerConfig() != null && !body.providerConfig().isNull()) {
      throw noConfig("provider_config");
    }
  }

  private static ApiException noConfig(String field) {
    return ApiException.invalid(
      "not_supported",
      "Omit " + field + " and create the config with POST /provider-configs and the deployment's id",
      field
    );
  }

  private static void requireActive(Deployment deployment) {
    if (deployment.status() == Deployment.Status.ARCHIVED) {
      throw ApiException.about(ErrorCode.GONE, "provider.deployment", deployment.id(), "The deployment is archived");
    }
  }
}
