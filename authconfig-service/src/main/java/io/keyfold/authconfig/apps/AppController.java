package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
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
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * OAuth apps: a tenant's own registrations with providers. Users see the app's name when they consent. The secret is
 * encrypted before it is stored and never returned.
 */
@RestController
@RequestMapping("/provider-auth-credentials")
class AppController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";
  private static final String REMEDY = "Archive them first, or set force=true";

  private final View view;
  private final AppAccess access;
  private final AppWrites writes;
  private final Dependents dependents;
  private final AppAnswers answers;
  private final Lists lists;

  AppController(
    @Qualifier("authConfigsView") View view,
    AppAccess access,
    AppWrites writes,
    Dependents dependents,
    AppAnswers answers,
    Lists lists
  ) {
    this.view = view;
    this.access = access;
    this.writes = writes;
    this.dependents = dependents;
    this.answers = answers;
    this.lists = lists;
  }

  /**
   * Creates an OAuth app, for one deployment or for each deployment of its provider. The response contains the exact
   * redirect URI to register with the provider.
   */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith({
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.PROVIDER_MISMATCH,
    ErrorCode.INVALID_AUTH_METHOD,
    ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
    ErrorCode.PROVIDER_ERROR,
    ErrorCode.PROVIDER_UNREACHABLE,
  })
  Mono<ResponseEntity<AppBody>> create(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @JsonBody("create-app") CreateAppBody body
  ) {
    if (!body.managed()) {
      return writes.create(write, body).flatMap(done -> answers.changed(caller, write.tenant(), done, request));
    }
    caller.require(AppAccess.PLATFORM);
    return writes
      .create(write.in(TenantId.PLATFORM), body)
      .flatMap(done -> answers.changed(caller, TenantId.PLATFORM, done, request));
  }

  /** Lists OAuth apps: the tenant's own, or with {@code origin=managed} the platform's. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<AppBody>> list(
    Caller caller,
    ServerHttpRequest request,
    @Filters(
      value = { "status", "provider_id", "provider_deployment_id", "provider_auth_method_id", "origin", "search" },
      times = { "created_at", "updated_at" }
    ) ListQuery query
  ) {
    return Mono.defer(() -> {
      boolean managed = query.oneOf("origin", Set.of("custom", "managed")).filter("managed"::equals).isPresent();
      TenantId owner = managed ? TenantId.PLATFORM : caller.tenant();
      AppFilter filter = AppFilter.of(query);
      return lists.page(
        view,
        Scan.all(owner, OAuthApp.kind()),
        query,
        (id, app) -> filter.matches(app),
        app -> answers.body(caller.tenant(), new Apps.OwnedApp(owner, app), request)
      );
    });
  }

  /** Gets an OAuth app. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<AppBody>> get(Caller caller, ServerHttpRequest request, @PathVariable String id) {
    return access.visible(caller.tenant(), id).map(owned -> answers.ok(caller.tenant(), owned, request));
  }

  /**
   * Changes an OAuth app; omitted fields keep their value.
   *
   * <p>A new {@code client_secret} rotates the secret. Grants that the previous secret obtained keep using it for their
   * refreshes, during the {@code grace_period} if there is one.
   */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE })
  Mono<ResponseEntity<AppBody>> update(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id,
    @JsonBody("update-app") UpdateAppBody body
  ) {
    return access
      .writable(caller, id)
      .flatMap(owned ->
        writes
          .update(access.write(write, owned), id, body)
          .flatMap(done -> answers.changed(caller, owned.owner(), done, request))
      );
  }

  /**
   * Archives an OAuth app and erases its secrets.
   *
   * <p>Rejected with {@code conflict} while grants depend on it; the message names those of the tenant, and counts those
   * of other tenants for a platform app. With {@code force=true} it is
   * archived nevertheless: these grants can no longer be refreshed.
   */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.GONE, ErrorCode.CONFLICT })
  Mono<ResponseEntity<AppBody>> archive(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id,
    @Filters("force") ListQuery query
  ) {
    return access
      .writable(caller, id)
      .flatMap(owned ->
        (access.forced(query) ? Mono.<Void>empty() : dependents.requireNone(caller.tenant(), owned, null, REMEDY)).then(
          writes
            .archive(access.write(write, owned), owned.app())
            .flatMap(done -> answers.changed(caller, owned.owner(), done, request))
        )
      );
  }

  /** Lists the tenant's active grants of an app, with the version of the secret that their refreshes use. */
  @GetMapping("/{id}/grants")
  @RequiresScope(READ)
  Mono<ListBody<AppGrantBody>> grants(
    Caller caller,
    @PathVariable String id,
    @Filters({ "version", "user" }) ListQuery query
  ) {
    return access.visible(caller.tenant(), id).flatMap(owned -> dependents.page(caller.tenant(), owned.app(), query));
  }
}
