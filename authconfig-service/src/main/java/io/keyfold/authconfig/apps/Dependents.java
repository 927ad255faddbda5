package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AppGrant;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.Grant;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds the grants that depend on an OAuth app. */
final class Dependents {

  private final View view;
  private final View tokens;
  private final Lists lists;

  Dependents(View view, View tokens, Lists lists) {
    this.view = view;
    this.tokens = tokens;
    this.lists = lists;
  }

  /** {@return a page of the tenant's active grants of the app} */
  Mono<ListBody<AppGrantBody>> page(TenantId tenant, OAuthApp app, ListQuery query) {
    return lists.page(
      view,
      AppGrant.of(app.id(), tenant),
      query,
      (id, entry) ->
        find(entry)
          .filter(
            config ->
              query.admits("user", config.owner().user()) && query.admits("version", text(version(tenant, config)))
          )
          .isPresent(),
      entry -> {
        AuthConfig config = find(entry).orElseThrow();
        return AppGrantBody.of(config, version(tenant, config), app.current().number());
      }
    );
  }

  /**
   * Errors with {@code conflict} if grants depend on the app. The message names the first grants of the caller's tenant
   * and counts those of other tenants, which only the platform's apps have.
   *
   * @param version only grants whose refreshes use this version of the secret; null for all
   * @param remedy what the caller can do instead
   */
  Mono<Void> requireNone(TenantId caller, Apps.OwnedApp owned, @Nullable Long version, String remedy) {
    DependentCount count = new DependentCount(caller);
    return caughtUp(owned)
      .then(
        lists.visit(
          view,
          AppGrant.ofAll(owned.app().id()),
          (id, entry) -> !dependsOn(entry, version) || count.add(entry)
        )
      )
      .then(
        Mono.defer(() ->
          count.isNone()
            ? Mono.empty()
            : Mono.error(
                ApiException.about(
                  ErrorCode.CONFLICT,
                  Apps.ENTITY,
                  owned.app().id(),
                  "Grants depend on this app: " + count.text() + ". " + remedy
                )
              )
        )
      );
  }

  private boolean dependsOn(AppGrant entry, @Nullable Long version) {
    return (
      version == null ||
      find(entry)
        .filter(config -> version.equals(version(entry.tenant(), config)))
        .isPresent()
    );
  }

  /** What was answered is counted. */
  private Mono<Void> caughtUp(Apps.OwnedApp owned) {
    return owned.managed()
      ? Mono.when(view.caughtUp(), tokens.caughtUp())
      : Mono.when(view.caughtUp(owned.owner()), tokens.caughtUp());
  }

  private Optional<AuthConfig> find(AppGrant entry) {
    return view.find(AuthConfigs.key(entry.tenant(), entry.authConfigId()));
  }

  /** A refresh can move a grant to a newer version, which only its tokens record. */
  private @Nullable Long version(TenantId tenant, AuthConfig config) {
    SealedTokens current = tokens.find(TokenState.key(tenant, config.id())).map(TokenState::tokens).orElse(null);
    Grant grant = config.grant();
    return current != null ? current.appVersion() : grant == null ? null : grant.appVersion();
  }

  private static @Nullable String text(@Nullable Long number) {
    return number == null ? null : number.toString();
  }
}
