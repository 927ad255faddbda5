package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.AppUses;
import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.versions.RestoreVersionBody;
import io.keyfold.authconfig.versions.VersionNumber;
import io.keyfold.authconfig.versions.VersionUses;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequiresScope;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * App versions: the secrets that an OAuth app had. A rotation creates a version; grants keep using the one that obtained
 * them while it is usable. At most 20 versions are kept. Those of a platform app need the scope
 * {@code platform.tenant:write}.
 */
@RestController
@RequestMapping("/provider-auth-credentials/{id}")
class AppVersionController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";
  private static final String ENTITY = "provider.auth_credentials.version";
  private static final String REMEDY =
    "They are bound to the version's client id, and another one cannot refresh them. Reconnect or archive them first, " +
    "or set force=true";

  private final View view;
  private final AppAccess access;
  private final AppWrites writes;
  private final Dependents dependents;
  private final AppAnswers answers;
  private final Clock clock;

  AppVersionController(
    @Qualifier("authConfigsView") View view,
    AppAccess access,
    AppWrites writes,
    Dependents dependents,
    AppAnswers answers,
    Clock clock
  ) {
    this.view = view;
    this.access = access;
    this.writes = writes;
    this.dependents = dependents;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Rotates the secret of an OAuth app. Consents that start after the response use the new version.
   *
   * <p>Grants that the previous version obtained keep using it for their refreshes during the {@code grace_period},
   * without one until they are gone. If the provider refuses it, a refresh tries the new version as well.
   */
  @PostMapping("/rotate")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE, ErrorCode.PRECONDITION_FAILED })
  Mono<ResponseEntity<AppBody>> rotate(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id,
    @JsonBody("rotate-app") RotateAppBody body
  ) {
    return access
      .writable(caller, id)
      .flatMap(owned ->
        writes
          .rotate(access.write(write, owned), id, body)
          .flatMap(done -> answers.changed(caller, owned.owner(), done, request))
      );
  }

  /**
   * Lists the versions of an app's secret, newest first, with their first and last recorded use. Not paginated: at most
   * 20 are kept. When another one is added, the oldest retired one is forgotten, else the oldest one that is not usable.
   */
  @GetMapping("/versions")
  @RequiresScope(READ)
  Mono<ListBody<AppSecretVersionBody>> versions(Caller caller, @PathVariable String id) {
    return access.writable(caller, id).map(owned -> ListBody.of(bodies(owned), false, false));
  }

  private List<AppSecretVersionBody> bodies(Apps.OwnedApp owned) {
    OAuthApp app = owned.app();
    Instant now = clock.instant();
    VersionUses uses = AppUses.ofAll(view, app.id());
    return app
      .versions()
      .all()
      .reversed()
      .stream()
      .map(version -> AppSecretVersionBody.of(app, version, uses, now))
      .toList();
  }

  /**
   * Retires a version: ends its grace period and erases its secret. It cannot be restored. The current version cannot be
   * retired.
   *
   * <p>Refreshes of the grants that it obtained use the current version from then on. A refresh token is bound to the
   * client id: if the version has another one than the current version, the request is rejected with {@code conflict}
   * while grants depend on it; the message names them. With {@code force=true} it is retired nevertheless: these grants
   * need a new consent.
   */
  @PostMapping("/versions/{version}/retire")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE })
  Mono<ResponseEntity<AppBody>> retire(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id,
    @PathVariable String version,
    @Filters("force") ListQuery query
  ) {
    return access.writable(caller, id).flatMap(owned -> {
      long number = VersionNumber.of(ENTITY, version);
      boolean safe = access.forced(query) || !strandsGrants(owned.app(), number);
      return (safe ? Mono.<Void>empty() : dependents.requireNone(caller.tenant(), owned, number, REMEDY))
        .then(writes.retire(access.write(write, owned), id, number))
        .flatMap(done -> answers.changed(caller, owned.owner(), done, request));
    });
  }

  private static boolean strandsGrants(OAuthApp app, long number) {
    return app
      .version(number)
      .map(AppVersion::clientId)
      .filter(clientId -> !clientId.equals(app.current().clientId()))
      .isPresent();
  }

  /**
   * Rolls back: makes the secret of an earlier version current again, as a new version with the earlier one's client id
   * and expiry. A retired version cannot be restored.
   */
  @PostMapping("/versions/{version}/restore")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE })
  Mono<ResponseEntity<AppBody>> restore(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id,
    @PathVariable String version,
    @JsonBody("restore-version") RestoreVersionBody body
  ) {
    return access
      .writable(caller, id)
      .flatMap(owned ->
        writes
          .restore(access.write(write, owned), id, VersionNumber.of(ENTITY, version), body)
          .flatMap(done -> answers.changed(caller, owned.owner(), done, request))
      );
  }
}
