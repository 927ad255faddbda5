package io.keyfold.authconfig.configs;

import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequiresScope;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Provider config schema: what the settings of a provider must satisfy. */
@RestController
class ConfigSchemaController {

  private final View authConfigs;
  private final MethodChoice providers;

  ConfigSchemaController(
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("deploymentsView") View deployments
  ) {
    this.authConfigs = authConfigs;
    this.providers = new MethodChoice(deployments);
  }

  /** Gets the schema of a provider's settings, by provider, deployment or provider config. */
  @GetMapping("/provider-config-schema")
  @RequiresScope("instance.provider.auth:read")
  @FailsWith({
    ErrorCode.NOT_FOUND,
    ErrorCode.PROVIDER_REQUIRED,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.PROVIDER_MISMATCH,
  })
  Mono<ConfigSchemaBody> get(
    Caller caller,
    @Filters({ "provider_id", "provider_deployment_id", "provider_config_id" }) ListQuery query
  ) {
    return provider(caller.tenant(), query).map(ConfigSchemaBody::of);
  }

  private Mono<KnownProvider> provider(TenantId tenant, ListQuery query) {
    String config = query.one("provider_config_id").orElse(null);
    if (config != null) {
      return authConfigs
        .await(ProviderConfig.key(tenant, config))
        .switchIfEmpty(Mono.error(() -> ApiException.notFound(ConfigWrites.ENTITY, config)))
        .flatMap(known -> providers.provider(tenant, null, known.providerId()));
    }
    String deployment = query.one("provider_deployment_id").orElse(null);
    String provider = query.one("provider_id").orElse(null);
    return deployment == null && provider == null
      ? Mono.error(
          ApiException.of(
            ErrorCode.PROVIDER_REQUIRED,
            "Nothing in the request says which provider's schema is wanted",
            "Set provider_id, provider_deployment_id or provider_config_id"
          )
        )
      : providers.provider(tenant, deployment, provider);
  }
}
