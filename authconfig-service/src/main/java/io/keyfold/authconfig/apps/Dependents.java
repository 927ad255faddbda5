package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.Grant;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds the grants that depend on an OAuth app. */
final class Dependents {

  private static final int NAMED = 20;

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
      Scan.all(tenant, AuthConfigs.kind()),
      query,
      (id, config) ->
        dependsOn(config, app) &&
        query.admits("user", config.owner().user()) &&
        query.admits("version", text(version(tenant, config))),
      config -> AppGrantBody.of(config, version(tenant, config), app.current().number())
    );
  }

  /** Errors with {@code conflict} if grants of the owner depend on the app; names the first of them. */
  Mono<Void> requireNone(Apps.OwnedApp owned) {
    ListQuery first = new ListQuery(NAMED, null, null, false, Map.of(), Map.of());
    return page(owned.owner(), owned.app(), first).flatMap(page -> {
      if (page.items().isEmpty()) {
        return Mono.empty();
      }
      String ids = page.items().stream().map(AppGrantBody::id).collect(Collectors.joining(", "));
      String more = page.pagination().hasMoreAfter() ? " and more" : "";
      return Mono.error(
        ApiException.about(
          ErrorCode.CONFLICT,
          Apps.ENTITY,
          owned.app().id(),
          "Grants depend on this app: " + ids + more + ". Archive them first, or set force=true"
        )
      );
    });
  }

  private static boolean dependsOn(AuthConfig config, OAuthApp app) {
    Grant grant = config.grant();
    return config.active() && grant != null && app.id().equals(grant.appId());
  }

  /** A refresh can move a grant to a newer version, which only its tokens record. */
  private @Nullable Long version(TenantId tenant, AuthConfig config) {
    SealedTokens current = tokens.find(TokenState.key(tenant, config.id())).map(TokenState::tokens).orElse(null);
    return current != null ? current.appVersion() : config.grant() == null ? null : config.grant().appVersion();
  }

  private static @Nullable String text(@Nullable Long number) {
    return number == null ? null : number.toString();
  }
}
