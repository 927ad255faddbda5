package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.apps.AppSecrets;
import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.apps.Apps.OwnedApp;
import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.oauth.AuthorizationRequest;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.ProofKey;
import io.keyfold.authconfig.oauth.discovery.AuthorizationServer;
import io.keyfold.authconfig.registration.Registrations;
import io.keyfold.authconfig.registration.Requester;
import io.keyfold.authconfig.setup.model.SetupRequest;
import io.keyfold.authconfig.vendors.Vendor;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.platform.log.View;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.AppOrigin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import reactor.core.publisher.Mono;

/** Prepares a user's consent at a vendor: chooses app and scopes, and creates the authorization request. */
final class Consents {

  private final View view;
  private final Apps apps;
  private final Vendors vendors;
  private final Registrations registrations;
  private final OAuthClient oauth;
  private final PublicLinks links;
  private final SetupCookies cookies;
  private final Clock clock;

  Consents(
    View view,
    Apps apps,
    Vendors vendors,
    Registrations registrations,
    OAuthClient oauth,
    PublicLinks links,
    SetupCookies cookies,
    Clock clock
  ) {
    this.view = view;
    this.apps = apps;
    this.vendors = vendors;
    this.registrations = registrations;
    this.oauth = oauth;
    this.links = links;
    this.cookies = cookies;
    this.clock = clock;
  }

  /**
   * What a user is asked to consent to.
   *
   * @param method the auth method
   * @param vendor the vendor
   * @param app the app that asks; null: Keyfold registers one when the user agrees
   * @param scopes the scopes that it asks for
   */
  record Question(KnownMethod method, Vendor vendor, @Nullable OwnedApp app, List<String> scopes) {
    /** {@return the vendor's consent page} */
    URI page() {
      return Objects.requireNonNull(vendor.oauth().endpoints().authorization(), "the method needs a user's consent");
    }

    /** {@return name of the app; null if it has none} */
    @Nullable
    String appName() {
      return app == null ? null : app.app().about().name();
    }
  }

  /**
   * A started authorization.
   *
   * @param url where the browser goes
   * @param cookie what the browser keeps
   */
  record Started(URI url, ResponseCookie cookie) {}

  /** {@return what the user is asked; errors with {@code missing_oauth_credentials} if there is no app} */
  Mono<Question> question(Visit visit, KnownMethod method) {
    KnownOAuth settings = Objects.requireNonNull(method.oauth(), "only called for OAuth methods");
    return app(visit, settings)
      .flatMap(owned ->
        vendors
          .of(visit.provider(), settings, owned.app().issuer())
          .map(vendor -> new Question(method, vendor, owned, scopes(visit, owned.app(), vendor)))
      )
      .switchIfEmpty(Mono.defer(() -> registered(visit, method, settings)));
  }

  /** The tenant has no app for a discovered vendor. */
  private Mono<Question> registered(Visit visit, KnownMethod method, KnownOAuth settings) {
    return vendors.of(visit.provider(), settings, null).flatMap(vendor ->
      registrations
        .known(requester(visit), visit.provider(), server(vendor))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .map(owned ->
          new Question(method, vendor, owned.orElse(null), scopes(visit, owned.map(OwnedApp::app).orElse(null), vendor))
        )
    );
  }

  private static AuthorizationServer server(Vendor vendor) {
    return Objects.requireNonNull(vendor.server(), "only a discovered vendor is used without an app of the tenant");
  }

  private static Requester requester(Visit visit) {
    Actor actor = new Actor(ActorType.SESSION, visit.session().id());
    return new Requester(visit.tenant(), visit.base(), visit.brand().name(), actor, visit.requestId());
  }

  /** A reconnected grant keeps its app while that can be used. */
  private Mono<OwnedApp> app(Visit visit, KnownOAuth settings) {
    SetupRequest request = visit.session().request();
    Mono<OwnedApp> chosen = Mono.defer(() ->
      settings.vendor() == null
        ? apps.ifAny(visit.tenant(), request.providerId(), request.deploymentId(), request.appId())
        : apps.choose(visit.tenant(), request.providerId(), request.deploymentId(), request.appId())
    );
    if (!request.reconnect() || request.appId() != null) {
      return chosen;
    }
    String former = view
      .find(AuthConfigs.key(visit.tenant(), request.authConfigId()))
      .map(AuthConfig::grant)
      .map(grant -> grant.appId())
      .orElse(null);
    return former == null
      ? chosen
      : apps
          .find(visit.tenant(), former)
          .filter(owned -> !owned.app().archived() && owned.app().origin() != AppOrigin.REGISTERED)
          .switchIfEmpty(chosen);
  }

  private static List<String> scopes(Visit visit, @Nullable OAuthApp app, Vendor vendor) {
    List<String> asked = visit.session().request().scopes();
    if (!asked.isEmpty()) {
      return asked;
    }
    return app == null || app.scopes().isEmpty() ? vendor.defaultScopes() : app.scopes();
  }

  /**
   * {@return the authorization request, and the cookie by which only this browser can use its answer; errors as
   * {@link Registrations#app}}
   */
  Mono<Started> start(Visit visit, Question question) {
    Mono<OwnedApp> app =
      question.app() == null
        ? registrations.app(requester(visit), visit.provider(), question.method(), server(question.vendor()))
        : Mono.just(question.app());
    return app.map(owned -> started(visit, question, owned));
  }

  private Started started(Visit visit, Question question, OwnedApp owned) {
    String state = Browser.random();
    ProofKey proof = ProofKey.create();
    URI redirectUri = URI.create(links.redirectUri(visit.tenant(), visit.provider().id(), visit.request()));
    OAuthApp app = owned.app();
    AppVersion version = app.current();
    URI url = oauth.authorizationUrl(
      AppSecrets.identity(app),
      question.vendor().oauth(),
      new AuthorizationRequest(redirectUri, question.scopes(), state, proof.challenge())
    );
    Authorization authorization = new Authorization(
      visit.session().id(),
      visit.browser().hash(),
      visit.provider().id(),
      question.method().id(),
      owned.owner().value(),
      app.id(),
      version.number(),
      question.vendor().oauth().endpoints().issuer(),
      question.scopes(),
      redirectUri.toString(),
      proof.verifier().use(bytes -> new String(bytes, StandardCharsets.US_ASCII)),
      clock.instant().plus(SetupCookies.AUTHORIZATION_LIFETIME)
    );
    proof.verifier().close();
    return new Started(url, cookies.of(visit.secure(), state, authorization));
  }
}
