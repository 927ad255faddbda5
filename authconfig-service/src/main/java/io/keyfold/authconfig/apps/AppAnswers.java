package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.VersionedResponse;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Renders apps for responses. Thread-safe. */
final class AppAnswers {

  private final View view;
  private final PublicLinks links;
  private final Clock clock;

  AppAnswers(View view, PublicLinks links, Clock clock) {
    this.view = view;
    this.links = links;
    this.clock = clock;
  }

  /** {@return the app after a change, which the caller reads from then on} */
  Mono<ResponseEntity<AppBody>> changed(Caller caller, TenantId owner, Committed done, ServerHttpRequest request) {
    return view
      .await(OAuthApp.key(owner, done.objectId()))
      .map(app -> ok(caller.tenant(), new Apps.OwnedApp(owner, app), request));
  }

  ResponseEntity<AppBody> ok(TenantId tenant, Apps.OwnedApp owned, ServerHttpRequest request) {
    return VersionedResponse.ok(owned.app().version(), body(tenant, owned, request));
  }

  AppBody body(TenantId tenant, Apps.OwnedApp owned, ServerHttpRequest request) {
    String redirectUri = links.redirectUri(tenant, owned.app().providerId(), request);
    return AppBody.of(owned, redirectUri, clock.instant());
  }
}
