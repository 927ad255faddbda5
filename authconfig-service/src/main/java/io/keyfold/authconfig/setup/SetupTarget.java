package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.configs.model.DefaultConfigs;
import io.keyfold.authconfig.decide.UserDecisions;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.Owner;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.UserField;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.SetupSessionType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds what a setup session is about: provider, auth method, OAuth app, or the auth config to reconnect. */
final class SetupTarget {

  /**
   * The result.
   *
   * @param provider the provider
   * @param deploymentId the deployment
   * @param method the auth method; null: the user chooses
   * @param appId the OAuth app that the creator named
   * @param reconnects the auth config to reconnect; null creates one
   * @param owner whom the result belongs to
   * @param needs what the user is asked for
   */
  record Found(
    KnownProvider provider,
    @Nullable String deploymentId,
    @Nullable KnownMethod method,
    @Nullable String appId,
    @Nullable AuthConfig reconnects,
    Owner owner,
    SetupNeeds needs
  ) {}

  private final View authConfigs;
  private final MethodChoice methods;
  private final Apps apps;

  SetupTarget(View authConfigs, MethodChoice methods, Apps apps) {
    this.authConfigs = authConfigs;
    this.methods = methods;
    this.apps = apps;
  }

  Mono<Found> find(TenantId tenant, CreateSetupSessionBody body) {
    Owner owner = new Owner(UserField.of(body.user(), body.identityId()), body.label());
    Mono<Found> found =
      body.providerAuthConfigId() == null ? fresh(tenant, body, owner) : existing(tenant, body, owner);
    return found.flatMap(target -> checked(tenant, target, body));
  }

  private Mono<Found> fresh(TenantId tenant, CreateSetupSessionBody body, Owner owner) {
    String deployment = body.providerDeploymentId();
    if (deployment == null && body.providerId() == null) {
      return Mono.error(
        ApiException.of(
          ErrorCode.PROVIDER_REQUIRED,
          "Nothing in the request says which provider to connect",
          "Set provider_deployment_id or provider_id"
        )
      );
    }
    return methods
      .provider(tenant, deployment, body.providerId())
      .flatMap(provider -> fresh(tenant, body, owner, provider));
  }

  private Mono<Found> fresh(TenantId tenant, CreateSetupSessionBody body, Owner owner, KnownProvider provider) {
    String deployment = body.providerDeploymentId();
    SetupNeeds needs = SetupNeeds.of(body.type(), provider, false, present(tenant, provider, deployment, owner));
    if (needs.type() == SetupSessionType.CONFIG_ONLY) {
      return Mono.just(new Found(provider, deployment, null, null, null, owner, needs));
    }
    String method = body.providerAuthMethodId();
    String app = body.providerAuthCredentialsId();
    String named = method == null && app != null ? "oauth" : method;
    return named == null
      ? Mono.fromSupplier(() -> new Found(provider, deployment, only(provider), app, null, owner, needs))
      : methods
          .choose(tenant, named, deployment, body.providerId())
          .map(chosen -> new Found(provider, deployment, chosen.method(), app, null, owner, needs));
  }

  private SetupNeeds.Present present(
    TenantId tenant,
    KnownProvider provider,
    @Nullable String deployment,
    Owner owner
  ) {
    boolean credential =
      owner.user() == null
        ? deployment != null && !AuthConfigs.ofDeployment(authConfigs, tenant, deployment).isEmpty()
        : UserDecisions.ownsAlready(tenant, provider.id(), deployment, owner, authConfigs);
    return new SetupNeeds.Present(
      credential,
      DefaultConfigs.exists(authConfigs, tenant, provider.id(), deployment, owner.user())
    );
  }

  private Mono<Found> existing(TenantId tenant, CreateSetupSessionBody body, Owner owner) {
    String id = Objects.requireNonNull(body.providerAuthConfigId(), "checked by the caller");
    return authConfigs
      .await(AuthConfigs.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.auth_config", id)))
      .doOnNext(config -> requireReconnectable(config, body, owner))
      .flatMap(config ->
        methods
          .of(tenant, config.providerId(), config.authMethodId())
          .map(chosen ->
            new Found(
              chosen.provider(),
              config.deploymentId(),
              chosen.method(),
              body.providerAuthCredentialsId(),
              config,
              config.owner(),
              SetupNeeds.of(
                body.type(),
                chosen.provider(),
                true,
                present(tenant, chosen.provider(), config.deploymentId(), config.owner())
              )
            )
          )
      );
  }

  private static void requireReconnectable(AuthConfig config, CreateSetupSessionBody body, Owner owner) {
    if (!config.active()) {
      throw about(ErrorCode.USE_AFTER_DELETE, config, "The auth config is archived");
    }
    boolean kind = config.kind() == CredentialKind.OAUTH_AUTOMATED || config.kind() == CredentialKind.MANUAL;
    if (!kind) {
      throw ApiException.invalid(
        "invalid",
        "Only grants and typed credentials can be reconnected: change this auth config with PATCH",
        "provider_auth_config_id"
      );
    }
    if (
      differs(body.providerDeploymentId(), config.deploymentId()) || differs(body.providerId(), config.providerId())
    ) {
      throw about(ErrorCode.PROVIDER_MISMATCH, config, "The auth config belongs to another provider or deployment");
    }
    if (differs(owner.user(), config.owner().user()) || differs(owner.label(), config.owner().label())) {
      throw about(ErrorCode.PROVIDER_MISMATCH, config, "The auth config belongs to another user or label");
    }
  }

  private static boolean differs(@Nullable String given, @Nullable String known) {
    return given != null && !given.equals(known);
  }

  private static ApiException about(ErrorCode code, AuthConfig config, String message) {
    return ApiException.about(code, "provider.auth_config", config.id(), message);
  }

  private static @Nullable KnownMethod only(KnownProvider provider) {
    List<KnownMethod> usable = SetupMethods.of(provider);
    if (usable.isEmpty()) {
      throw ApiException.about(
        ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
        "provider",
        provider.id(),
        "This provider has no auth method that a user can set up"
      );
    }
    return usable.size() == 1 ? usable.getFirst() : null;
  }

  /** A consent that must fail for want of an app is refused now, and not in front of the user. */
  private Mono<Found> checked(TenantId tenant, Found target, CreateSetupSessionBody body) {
    KnownMethod method = target.method();
    if (method == null || method.type() != AuthMethodType.OAUTH) {
      return Mono.just(target);
    }
    if (!SetupMethods.usable(method)) {
      return Mono.error(
        ApiException.about(
          ErrorCode.INVALID_AUTH_METHOD,
          "provider.capabilities.auth_method",
          method.id(),
          "This auth method has no page for users: it needs no user's consent"
        )
      );
    }
    List<String> scopes = body.scopes();
    KnownOAuth oauth = Objects.requireNonNull(method.oauth(), "checked to be usable");
    String provider = target.provider().id();
    // Without an app, Keyfold may register itself at a discovered server.
    Mono<Apps.OwnedApp> app =
      oauth.vendor() == null
        ? apps.ifAny(tenant, provider, target.deploymentId(), target.appId())
        : apps.choose(tenant, provider, target.deploymentId(), target.appId());
    return app
      .map(owned -> {
        if (scopes != null && owned.managed() && !owned.app().scopes().containsAll(scopes)) {
          throw ApiException.invalid("not_allowed", "The platform's app allows only some of these scopes", "scopes");
        }
        return target;
      })
      .defaultIfEmpty(target);
  }
}
