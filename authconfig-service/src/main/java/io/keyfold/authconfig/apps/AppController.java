package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.branding.PublicLinks;
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
import java.time.Clock;
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
  private static final String PLATFORM = "platform.tenant:write";

  private final View view;
  private final Apps apps;
  private final AppWrites writes;
  private final Dependents dependents;
  private final PublicLinks links;
  private final Lists lists;
  private final Clock clock;

  AppController(
    @Qualifier("authConfigsView") View view,
    Apps apps,
    AppWrites writes,
    Dependents dependents,
    PublicLinks links,
    Lists lists,
    Clock clock
  ) {
    this.view = view;
    this.apps = apps;
    this.writes = writes;
    this.dependents = dependents;
    this.links = links;
    this.lists = lists;
    this.clock = clock;
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
      return writes.create(write, body).flatMap(done -> answer(caller, write.tenant(), done, request));
    }
    caller.require(PLATFORM);
    return writes
      .create(write.in(TenantId.PLATFORM), body)
      .flatMap(done -> answer(caller, TenantId.PLATFORM, done, request));
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
        app -> body(caller.tenant(), new Apps.OwnedApp(owner, app), request)
      );
    });
  }

  /** Gets an OAuth app. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<AppBody>> get(Caller caller, ServerHttpRequest request, @PathVariable String id) {
    return visible(caller.tenant(), id).map(owned -> ok(caller.tenant(), owned, request));
  }

  /**
   * Changes an OAuth app; omitted fields keep their value.
   *
   * <p>A new {@code client_secret} rotates the secret. Grants that the previous secret obtained keep using it for their
   * refreshes, during the {@code grace_period} if there is one.
   */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<AppBody>> update(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id,
    @JsonBody("update-app") UpdateAppBody body
  ) {
    return writable(caller, id).flatMap(owned ->
      writes
        .update(owned.managed() ? write.in(TenantId.PLATFORM) : write, id, body)
        .flatMap(done -> answer(caller, owned.owner(), done, request))
    );
  }

  /**
   * Archives an OAuth app and erases its secrets.
   *
   * <p>Rejected with {@code conflict} while grants depend on it; the message names them. With {@code force=true} it is
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
    boolean force = query.oneOf("force", Set.of("true", "false")).filter("true"::equals).isPresent();
    return writable(caller, id).flatMap(owned ->
      (force ? Mono.<Void>empty() : dependents.requireNone(owned)).then(
        writes
          .archive(owned.managed() ? write.in(TenantId.PLATFORM) : write, owned.app())
          .flatMap(done -> answer(caller, owned.owner(), done, request))
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
    return visible(caller.tenant(), id).flatMap(owned -> dependents.page(caller.tenant(), owned.app(), query));
  }

  private Mono<Apps.OwnedApp> visible(TenantId tenant, String id) {
    return apps.find(tenant, id).switchIfEmpty(Mono.error(() -> ApiException.notFound(Apps.ENTITY, id)));
  }

  private Mono<Apps.OwnedApp> writable(Caller caller, String id) {
    return visible(caller.tenant(), id).doOnNext(owned -> {
      if (owned.managed()) {
        caller.require(PLATFORM);
      }
    });
  }

  private Mono<ResponseEntity<AppBody>> answer(
    Caller caller,
    TenantId owner,
    Committed done,
    ServerHttpRequest request
  ) {
    return view
      .await(OAuthApp.key(owner, done.objectId()))
      .map(app -> ok(caller.tenant(), new Apps.OwnedApp(owner, app), request));
  }

  private ResponseEntity<AppBody> ok(TenantId tenant, Apps.OwnedApp owned, ServerHttpRequest request) {
    return VersionedResponse.ok(owned.app().version(), body(tenant, owned, request));
  }

  private AppBody body(TenantId tenant, Apps.OwnedApp owned, ServerHttpRequest request) {
    String redirectUri = links.redirectUri(tenant, owned.app().providerId(), request);
    return AppBody.of(owned, redirectUri, clock.instant());
  }
}
