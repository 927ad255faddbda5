package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.apps.Apps.OwnedApp;
import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.vendors.Vendor;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.View;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Finds the vendor in the catalogue and the app among the tenant's. */
final class CatalogueTargets implements RefreshTargets {

  private final View deployments;
  private final View authConfigs;
  private final Apps apps;
  private final Vendors vendors;
  private final InstantSource clock;

  CatalogueTargets(View deployments, View authConfigs, Apps apps, Vendors vendors, InstantSource clock) {
    this.deployments = deployments;
    this.authConfigs = authConfigs;
    this.apps = apps;
    this.vendors = vendors;
    this.clock = clock;
  }

  @Override
  public Mono<RefreshTarget> of(TokenState grant) {
    return app(grant).flatMap(owned -> open(grant, owned, version(grant, owned.app())));
  }

  @Override
  public Mono<RefreshTarget> current(TokenState grant) {
    return app(grant).flatMap(owned -> open(grant, owned, owned.app().current()));
  }

  private Mono<RefreshTarget> open(TokenState grant, OwnedApp owned, AppVersion version) {
    return method(grant).flatMap(method ->
      vendor(grant, method).flatMap(vendor ->
        apps
          .open(owned, version.number())
          .map(credentials ->
            new RefreshTarget(
              vendor.oauth(),
              method.oauth().grantType(),
              credentials,
              version.number(),
              version.number() != owned.app().current().number()
            )
          )
      )
    );
  }

  /** Tokens are sent to the authorization server that issued them, or to none. */
  private Mono<Vendor> vendor(TokenState grant, Method method) {
    String issuer = Objects.requireNonNull(grant.tokens()).issuer();
    return vendors
      .of(method.provider(), method.oauth(), issuer)
      .onErrorMap(ApiException.class, e ->
        new TargetMissingException(
          e.code() == ErrorCode.PROVIDER_UNREACHABLE ? TargetMissingException.UNREACHABLE : "discovery_failed",
          Objects.requireNonNull(e.getMessage())
        )
      );
  }

  private AppVersion version(TokenState grant, OAuthApp app) {
    return Optional.ofNullable(Objects.requireNonNull(grant.tokens()).appVersion())
      .flatMap(app::version)
      .filter(version -> version.usableAt(clock.instant()))
      .orElseGet(app::current);
  }

  private Mono<OwnedApp> app(TokenState grant) {
    return Mono.justOrEmpty(Objects.requireNonNull(grant.tokens()).appId())
      .flatMap(id -> apps.find(grant.tenant(), id))
      .switchIfEmpty(Mono.error(() -> new TargetMissingException("app_missing", "The grant's OAuth app is unknown")))
      .filter(owned -> !owned.app().archived())
      .switchIfEmpty(Mono.error(() -> new TargetMissingException("app_archived", "The grant's OAuth app is archived")));
  }

  /** The OAuth method of a grant. */
  private record Method(KnownProvider provider, KnownOAuth oauth) {}

  private Mono<Method> method(TokenState grant) {
    return authConfigs
      .await(AuthConfigs.key(grant.tenant(), grant.id()))
      .flatMap(config ->
        Mono.justOrEmpty(
          CatalogueProjection.provider(deployments, grant.tenant(), grant.providerId()).flatMap(provider ->
            provider
              .method(config.authMethodId())
              .map(KnownMethod::oauth)
              .map(oauth -> new Method(provider, oauth))
          )
        )
      )
      .switchIfEmpty(
        Mono.error(() ->
          new TargetMissingException("provider_missing", "The catalogue has no OAuth settings for the auth method")
        )
      );
  }
}
