package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.AuthorizationRequest;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.ProofKey;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.setup.model.SetupRequest;
import io.keyfold.platform.log.View;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.ResponseCookie;
import reactor.core.publisher.Mono;

/** Prepares a user's consent at a vendor: chooses app and scopes, and creates the authorization request. */
final class Consents {

  private final View view;
  private final Apps apps;
  private final OAuthClient oauth;
  private final PublicLinks links;
  private final SetupCookies cookies;
  private final Clock clock;

  Consents(View view, Apps apps, OAuthClient oauth, PublicLinks links, SetupCookies cookies, Clock clock) {
    this.view = view;
    this.apps = apps;
    this.oauth = oauth;
    this.links = links;
    this.cookies = cookies;
    this.clock = clock;
  }

  /**
   * What a user is asked to consent to.
   *
   * @param method the auth method
   * @param oauth its OAuth side
   * @param app the app that asks
   * @param scopes the scopes that it asks for
   */
  record Question(KnownMethod method, KnownOAuth oauth, Apps.OwnedApp app, List<String> scopes) {
    /** {@return the vendor's consent page} */
    URI page() {
      return Objects.requireNonNull(oauth.vendor().endpoints().authorization(), "the method needs a user's consent");
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
    return app(visit).map(owned -> new Question(method, settings, owned, scopes(visit, owned.app(), settings)));
  }

  /** A reconnected grant keeps its app while that can be used. */
  private Mono<Apps.OwnedApp> app(Visit visit) {
    SetupRequest request = visit.session().request();
    Mono<Apps.OwnedApp> chosen = Mono.defer(() ->
      apps.choose(visit.tenant(), request.providerId(), request.deploymentId(), request.appId())
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
          .filter(owned -> !owned.app().archived())
          .switchIfEmpty(chosen);
  }

  private static List<String> scopes(Visit visit, OAuthApp app, KnownOAuth settings) {
    List<String> asked = visit.session().request().scopes();
    if (!asked.isEmpty()) {
      return asked;
    }
    return app.scopes().isEmpty() ? settings.defaultScopes() : app.scopes();
  }

  /** {@return the authorization request, and the cookie by which only this browser can use its answer} */
  Started start(Visit visit, Question question) {
    String state = Browser.random();
    ProofKey proof = ProofKey.create();
    URI redirectUri = URI.create(links.redirectUri(visit.tenant(), visit.provider().id(), visit.request()));
    OAuthApp app = question.app().app();
    AppVersion version = app.current();
    String authentication = app.clientAuth();
    AppCredentials identity = new AppCredentials(
      version.clientId(),
      null,
      null,
      authentication == null ? null : ClientAuthentication.valueOf(authentication.toUpperCase(Locale.ROOT)),
      app.issuer()
    );
    URI url = oauth.authorizationUrl(
      identity,
      question.oauth().vendor(),
      new AuthorizationRequest(redirectUri, question.scopes(), state, proof.challenge())
    );
    Authorization authorization = new Authorization(
      visit.session().id(),
      visit.browser().hash(),
      visit.provider().id(),
      question.method().id(),
      question.app().owner().value(),
      app.id(),
      version.number(),
      question.scopes(),
      redirectUri.toString(),
      proof.verifier().use(bytes -> new String(bytes, StandardCharsets.US_ASCII)),
      clock.instant().plus(SetupCookies.AUTHORIZATION_LIFETIME)
    );
    proof.verifier().close();
    return new Started(url, cookies.of(visit.secure(), state, authorization));
  }
}
