package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.branding.Brands;
import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownDeployment;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.setup.LinkSecrets;
import io.keyfold.authconfig.setup.model.SetupOwner;
import io.keyfold.authconfig.setup.model.SetupRequest;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.RequestIds;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds the setup session of a browser's request, and checks that the browser has opened its link. */
final class Visits {

  private final View view;
  private final View deployments;
  private final PublicLinks links;
  private final Brands brands;
  private final LinkSecrets secrets;
  private final SetupCookies cookies;

  Visits(View view, View deployments, PublicLinks links, Brands brands, LinkSecrets secrets, SetupCookies cookies) {
    this.view = view;
    this.deployments = deployments;
    this.links = links;
    this.brands = brands;
    this.secrets = secrets;
    this.cookies = cookies;
  }

  /** {@return the visit of a browser with the session's cookie; empty if it has none} */
  Mono<Visit> known(ServerWebExchange exchange, String sessionId) {
    return Mono.defer(() -> {
      ServerHttpRequest request = exchange.getRequest();
      // The cookie's name depends on the tenant's base URL, so the tenant is found first.
      return owner(request, sessionId, cookies.anyBrowser(request, sessionId)).flatMap(tenant ->
        Mono.justOrEmpty(cookies.browser(request, secure(tenant, request), sessionId)).flatMap(browser ->
          visit(exchange, tenant, sessionId, browser)
        )
      );
    });
  }

  /** {@return the visit of a browser that presents the secret of the link; empty if it is wrong} */
  Mono<Visit> bySecret(ServerWebExchange exchange, String sessionId, String secret) {
    return Mono.defer(() -> {
      if (!secrets.matches(sessionId, secret)) {
        return Mono.empty();
      }
      ServerHttpRequest request = exchange.getRequest();
      return owner(request, sessionId, true).flatMap(tenant -> {
        Browser browser = cookies.browser(request, secure(tenant, request), sessionId).orElseGet(Browser::fresh);
        return visit(exchange, tenant, sessionId, browser);
      });
    });
  }

  /**
   * A visit with the authorization that the browser started.
   *
   * @param visit the visit
   * @param authorization the authorization
   */
  record Authorized(Visit visit, Authorization authorization) {}

  /** {@return the authorization with this state; empty if this browser did not start it} */
  Mono<Authorized> byState(ServerWebExchange exchange, String state) {
    return byState(exchange, true, state).switchIfEmpty(Mono.defer(() -> byState(exchange, false, state)));
  }

  /** The tenant, and thereby the kind of cookie, is known only once the cookie is open. */
  private Mono<Authorized> byState(ServerWebExchange exchange, boolean secure, String state) {
    return Mono.defer(() -> Mono.justOrEmpty(cookies.authorization(exchange.getRequest(), secure, state))).flatMap(
      authorization ->
        known(exchange, authorization.setupSessionId())
          .filter(visit -> visit.secure() == secure)
          .filter(visit -> visit.browser().hash().equals(authorization.browserHash()))
          .map(visit -> new Authorized(visit, authorization))
    );
  }

  /** {@return the visit with the session as it is now} */
  Visit again(Visit visit) {
    return visit.with(view.find(SetupSession.key(visit.tenant(), visit.session().id())).orElse(visit.session()));
  }

  /**
   * {@return the session's tenant; empty also at the host name of another tenant}
   *
   * @param exists whether the session must exist, since only Keyfold can derive its secret and seal its cookie: another
   *     instance created it
   */
  private Mono<TenantId> owner(ServerHttpRequest request, String sessionId, boolean exists) {
    return Mono.fromSupplier(() -> view.find(SetupOwner.key(sessionId)))
      .flatMap(Mono::justOrEmpty)
      .switchIfEmpty(
        exists
          ? view.caughtUp().then(Mono.defer(() -> Mono.justOrEmpty(view.find(SetupOwner.key(sessionId)))))
          : Mono.empty()
      )
      .map(owner -> new TenantId(owner.tenantId()))
      .filter(tenant -> brands.tenantAt(request).map(tenant::equals).orElse(true));
  }

  private boolean secure(TenantId tenant, ServerHttpRequest request) {
    return SetupCookies.isSecure(links.base(tenant, request));
  }

  /** Waits for the end of the logs: another instance may have handled the request that led here. */
  private Mono<Visit> visit(ServerWebExchange exchange, TenantId tenant, String sessionId, Browser browser) {
    ServerHttpRequest request = exchange.getRequest();
    Mono<SetupSession> current = Mono.when(view.caughtUp(tenant), deployments.caughtUp(tenant)).then(
      Mono.defer(() -> Mono.justOrEmpty(view.find(SetupSession.key(tenant, sessionId))))
    );
    return current.map(session ->
      new Visit(
        request,
        RequestIds.of(exchange),
        links.base(tenant, request),
        tenant,
        brands.of(tenant),
        session,
        CatalogueProjection.provider(deployments, tenant, session.request().providerId()).orElseThrow(() ->
          ApiException.of(ErrorCode.UNAVAILABLE, "The provider is not known here yet")
        ),
        withdrawn(tenant, session.request()),
        browser
      )
    );
  }

  private boolean withdrawn(TenantId tenant, SetupRequest request) {
    String deployment = request.deploymentId();
    boolean archived =
      deployment != null &&
      deployments
        .find(CatalogueProjection.deployment(tenant, deployment))
        .filter(KnownDeployment::archived)
        .isPresent();
    return (
      archived ||
      (request.reconnect() &&
        view.find(AuthConfigs.key(tenant, request.authConfigId())).filter(AuthConfig::active).isEmpty())
    );
  }
}
