package io.keyfold.authconfig.setup.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.branding.Brands;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.decide.AuthConfigFolds;
import io.keyfold.authconfig.decide.Scenario;
import io.keyfold.authconfig.pages.Brand;
import io.keyfold.authconfig.setup.LinkSecrets;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.authconfig.testing.GivenSetup;
import io.keyfold.platform.id.Sha256;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;
import io.keyfold.schema.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

/** A browser whose requests are handled by different instances. */
@Tag("promise-3")
class VisitsTest {

  private static final DerivedSecrets SECRETS = (purpose, id) ->
    Secret.takeOver(Sha256.of((purpose + String.join("/", id)).getBytes(StandardCharsets.UTF_8)));

  private final Scenario scenario = new Scenario();
  private final List<Event> behind = new ArrayList<>();
  private final MapView view = new MapView(Mono.fromRunnable(this::catchUp));
  private final MapView deployments = new MapView().apply(new CatalogueProjection(), List.of(DeploymentEvents.exa()));
  private final SetupCookies cookies = new SetupCookies(SECRETS);
  private final Browser browser = Browser.fresh();
  private final Visits visits = new Visits(
    view,
    deployments,
    (tenant, request) -> "https://connect.acme.example",
    new NoBrands(),
    new LinkSecrets(SECRETS),
    cookies
  );

  @Test
  void aSessionThatOnlyAnotherInstanceKnowsIsFoundByItsCookie() {
    behind.addAll(scenario.when(GivenSetup.create().build()));

    assertThat(visit()).isPresent();
  }

  @Test
  void aConsentThatAnotherInstanceTookIsShown() {
    behind.addAll(scenario.when(GivenSetup.create().build()));
    catchUp();
    behind.addAll(scenario.when(GivenSetup.claim("attempt")));
    behind.addAll(scenario.when(GivenSetup.submit("attempt", browser.hash()).build()));

    assertThat(visit().map(Visit::ownSubmission)).isPresent();
  }

  @Test
  void nobodyWaitsForASessionWithoutItsCookie() {
    behind.addAll(scenario.when(GivenSetup.create().build()));

    assertThat(visit(MockServerHttpRequest.get("/setup-session/" + GivenSetup.SESSION).build())).isEmpty();
    assertThat(behind).isNotEmpty();
  }

  private Optional<Visit> visit() {
    ResponseCookie cookie = cookies.of(true, GivenSetup.SESSION, browser, Duration.ofHours(1));
    return visit(
      MockServerHttpRequest.get("/setup-session/" + GivenSetup.SESSION)
        .cookie(new HttpCookie(cookie.getName(), Objects.requireNonNull(cookie.getValue())))
        .build()
    );
  }

  private Optional<Visit> visit(MockServerHttpRequest request) {
    return visits.known(MockServerWebExchange.from(request), GivenSetup.SESSION).blockOptional();
  }

  private void catchUp() {
    view.apply(AuthConfigFolds.all(), behind);
    behind.clear();
  }

  private record NoBrands() implements Brands {
    @Override
    public Brand of(TenantId tenant) {
      return Brand.NEUTRAL;
    }

    @Override
    public Brand at(ServerHttpRequest request) {
      return Brand.NEUTRAL;
    }

    @Override
    public Optional<TenantId> tenantAt(ServerHttpRequest request) {
      return Optional.empty();
    }
  }
}
