package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.apps.Apps.OwnedApp;
import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfigs;
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
  private final InstantSource clock;

  CatalogueTargets(View deployments, View authConfigs, Apps apps, InstantSource clock) {
    this.deployments = deployments;
    this.authConfigs = authConfigs;
    this.apps = apps;
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
    return oauth(grant).flatMap(oauth ->
      apps
        .open(owned, version.number())
        .map(credentials ->
          new RefreshTarget(
            oauth.vendor(),
            oauth.grantType(),
            credentials,
            version.number(),
            version.number() != owned.app().current().number()
          )
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

  private Mono<KnownOAuth> oauth(TokenState grant) {
    return authConfigs
      .await(AuthConfigs.key(grant.tenant(), grant.id()))
      .flatMap(config ->
        Mono.justOrEmpty(
          CatalogueProjection.provider(deployments, grant.tenant(), grant.providerId())
            .flatMap(provider -> provider.method(config.authMethodId()))
            .map(KnownMethod::oauth)
        )
      )
      .switchIfEmpty(
        Mono.error(() ->
          new TargetMissingException("provider_missing", "The catalogue has no OAuth settings for the auth method")
        )
      );
  }
}
