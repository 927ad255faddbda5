package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.apps.Apps.OwnedApp;
import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.vendors.Vendor;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import java.time.InstantSource;
import java.util.Objects;
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
    return of(grant, tokens(grant), methodOf(grant));
  }

  @Override
  public Mono<RefreshTarget> current(TokenState grant) {
    return app(grant.tenant(), tokens(grant)).flatMap(owned ->
      open(grant, tokens(grant), methodOf(grant), owned, owned.app().current())
    );
  }

  /** The auth config of a consent that was never bound to a user may not exist; then the consent names its method. */
  @Override
  public Mono<RefreshTarget> of(Revocation due) {
    PendingConsent consent = due.consent();
    return of(
      due.grant(),
      due.tokens(),
      consent == null ? methodOf(due.grant()) : Mono.justOrEmpty(consent.authMethodId())
    );
  }

  private Mono<RefreshTarget> of(TokenState grant, SealedTokens tokens, Mono<String> methodId) {
    return app(grant.tenant(), tokens).flatMap(owned ->
      open(grant, tokens, methodId, owned, owned.app().usable(tokens.appVersion(), clock.instant()))
    );
  }

  private Mono<RefreshTarget> open(
    TokenState grant,
    SealedTokens tokens,
    Mono<String> methodId,
    OwnedApp owned,
    AppVersion version
  ) {
    return method(grant, methodId).flatMap(method ->
      vendor(tokens, method).flatMap(vendor ->
        apps
          .open(owned, version)
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
  private Mono<Vendor> vendor(SealedTokens tokens, Method method) {
    return vendors
      .of(method.provider(), method.oauth(), tokens.issuer())
      .onErrorMap(ApiException.class, e ->
        new TargetMissingException(
          e.code() == ErrorCode.PROVIDER_UNREACHABLE ? TargetMissingException.UNREACHABLE : "discovery_failed",
          Objects.requireNonNull(e.getMessage())
        )
      );
  }

  private static SealedTokens tokens(TokenState grant) {
    return Objects.requireNonNull(grant.tokens());
  }

  private Mono<OwnedApp> app(TenantId tenant, SealedTokens tokens) {
    return Mono.justOrEmpty(tokens.appId())
      .flatMap(id -> apps.find(tenant, id))
      .switchIfEmpty(Mono.error(() -> new TargetMissingException("app_missing", "The grant's OAuth app is unknown")))
      .filter(owned -> !owned.app().archived())
      .switchIfEmpty(Mono.error(() -> new TargetMissingException("app_archived", "The grant's OAuth app is archived")));
  }

  /** The OAuth method of a grant. */
  private record Method(KnownProvider provider, KnownOAuth oauth) {}

  private Mono<String> methodOf(TokenState grant) {
    return authConfigs.await(AuthConfigs.key(grant.tenant(), grant.id())).map(AuthConfig::authMethodId);
  }

  private Mono<Method> method(TokenState grant, Mono<String> methodId) {
    return methodId
      .flatMap(id ->
        Mono.justOrEmpty(
          CatalogueProjection.provider(deployments, grant.tenant(), grant.providerId()).flatMap(provider ->
            provider
              .method(id)
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
