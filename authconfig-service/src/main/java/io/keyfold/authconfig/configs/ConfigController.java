package io.keyfold.authconfig.configs;

import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Provider configs: settings of a provider that are not secret, such as a workspace or a region. They complete the
 * provider's URL, to which credentials are sent; therefore they need the scopes of auth configs.
 */
@RestController
@RequestMapping("/provider-configs")
class ConfigController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";

  private final View authConfigs;
  private final View deployments;
  private final Lists lists;
  private final ConfigWrites writes;

  ConfigController(
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("deploymentsView") View deployments,
    Lists lists,
    ConfigWrites writes
  ) {
    this.authConfigs = authConfigs;
    this.deployments = deployments;
    this.lists = lists;
    this.writes = writes;
  }

  /**
   * Creates a provider config. Its value is validated by the provider's config schema; no response contains it.
   *
   * <p>If it is bound to a deployment, only that deployment uses it, by default: the previous default stays usable where
   * it is named. With a {@code user} it is used in sessions of that user only, before the deployment's default.
   * Otherwise it is used where a session names it.
   */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith({
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.PROVIDER_MISMATCH,
    ErrorCode.PROVIDER_REQUIRED,
    ErrorCode.CONFLICT,
  })
  Mono<ResponseEntity<ConfigBody>> create(WriteRequest write, @JsonBody("create-config") CreateConfigBody body) {
    return writes.create(write, body).flatMap(done -> answer(write.tenant(), done));
  }

  /** Lists provider configs. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<ConfigBody>> list(
    Caller caller,
    @Filters(
      value = {
        "status",
        "provider_id",
        "provider_deployment_id",
        "user",
        "identity_id",
        "available_for_provider_deployment_id",
        "search",
      },
      times = { "created_at", "updated_at" }
    ) ListQuery query
  ) {
    TenantId tenant = caller.tenant();
    return Mono.defer(() -> {
      ConfigFilter filter = ConfigFilter.of(deployments, tenant, query);
      return lists.page(
        authConfigs,
        Scan.all(tenant, ProviderConfig.kind()),
        query,
        (id, config) -> filter.matches(config),
        config -> ConfigBody.of(authConfigs, deployments, tenant, config)
      );
    });
  }

  /** Gets a provider config. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<ConfigBody>> get(Caller caller, @PathVariable String id) {
    return find(caller.tenant(), id).map(config -> ok(caller.tenant(), config));
  }

  /** Changes the describing fields of a provider config; omitted fields keep their value. */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<ConfigBody>> update(
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("update-config") UpdateConfigBody body
  ) {
    return writes.update(write, id, body).flatMap(done -> answer(write.tenant(), done));
  }

  /** Archives a provider config. No call that starts after the response uses it. */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<ConfigBody>> archive(WriteRequest write, @PathVariable String id) {
    return writes.archive(write, id).flatMap(done -> answer(write.tenant(), done));
  }

  private Mono<ProviderConfig> find(TenantId tenant, String id) {
    return authConfigs
      .await(ProviderConfig.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(ConfigWrites.ENTITY, id)));
  }

  private Mono<ResponseEntity<ConfigBody>> answer(TenantId tenant, Committed done) {
    return find(tenant, done.objectId()).map(config -> ok(tenant, config));
  }

  private ResponseEntity<ConfigBody> ok(TenantId tenant, ProviderConfig config) {
    return VersionedResponse.ok(config.version(), ConfigBody.of(authConfigs, deployments, tenant, config));
  }
}
