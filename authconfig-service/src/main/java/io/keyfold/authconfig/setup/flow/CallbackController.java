package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.oauth.AuthorizationCallback;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.authconfig.pages.Outcome;
import io.keyfold.authconfig.pages.OutcomePage;
import io.keyfold.authconfig.vendors.Vendors;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The redirect URI of OAuth apps: vendors send browsers back to it. Each provider has its own, so that the response of
 * one authorization server cannot be taken for that of another. It is no operation of the API.
 */
@RestController
class CallbackController {

  private static final Logger LOG = LoggerFactory.getLogger(CallbackController.class);
  private static final String STATE = "state";

  private final Visits visits;
  private final Vendors vendors;
  private final CodeExchanges exchanges;
  private final SetupCookies cookies;
  private final Replies replies;
  private final Clock clock;

  CallbackController(
    Visits visits,
    Vendors vendors,
    CodeExchanges exchanges,
    SetupCookies cookies,
    Replies replies,
    Clock clock
  ) {
    this.visits = visits;
    this.vendors = vendors;
    this.exchanges = exchanges;
    this.cookies = cookies;
    this.replies = replies;
    this.clock = clock;
  }

  /** An answer of a vendor, in the browser that asked for it. */
  private record Answer(Visit visit, String state, Authorization authorization) {
    KnownMethod method() {
      return visit.provider().method(authorization.methodId()).orElseThrow();
    }

    KnownOAuth settings() {
      return Objects.requireNonNull(method().oauth(), "only OAuth methods start an authorization");
    }
  }

  /** Takes the browser back from a vendor. */
  @GetMapping(PublicLinks.CALLBACK + "{providerId}")
  Mono<ResponseEntity<String>> callback(ServerWebExchange exchange, @PathVariable String providerId) {
    MultiValueMap<String, String> parameters = Replies.query(exchange);
    List<String> states = parameters.getOrDefault(STATE, List.of());
    Mono<ResponseEntity<String>> page =
      states.size() != 1
        ? Mono.just(replies.stranger(exchange, Outcome.OTHER_BROWSER))
        : visits
            .byState(exchange, states.getFirst())
            .filter(found -> found.authorization().providerId().equals(providerId))
            .flatMap(found -> answered(new Answer(found.visit(), states.getFirst(), found.authorization()), parameters))
            .switchIfEmpty(Mono.fromSupplier(() -> replies.stranger(exchange, Outcome.OTHER_BROWSER)));
    return replies.orFailure(exchange, page);
  }

  private Mono<ResponseEntity<String>> answered(Answer answer, MultiValueMap<String, String> parameters) {
    Visit visit = answer.visit();
    if (!visit.session().openAt(clock.instant())) {
      return Mono.just(onward(answer));
    }
    if (!clock.instant().isBefore(answer.authorization().expiresAt())) {
      return Mono.just(page(answer, OutcomePage.of(Outcome.OUTDATED)));
    }
    return vendors
      .of(visit.provider(), answer.settings(), answer.authorization().issuer())
      .flatMap(vendor -> read(answer, vendor.oauth(), parameters));
  }

  private Mono<ResponseEntity<String>> read(
    Answer answer,
    VendorOAuth vendor,
    MultiValueMap<String, String> parameters
  ) {
    Visit visit = answer.visit();
    return switch (AuthorizationCallback.read(vendor, parameters)) {
      case AuthorizationCallback.Code code -> exchanges
        .exchange(visit, answer.method(), vendor, answer.authorization(), answer.state(), code.code())
        .map(result -> exchanged(answer, result));
      case AuthorizationCallback.Refused refused -> Mono.just(refused(answer, refused));
      case AuthorizationCallback.Invalid invalid -> {
        warn(visit, invalid.reason().name());
        yield Mono.just(page(answer, OutcomePage.of(Outcome.PROVIDER_ERROR).referring(visit.requestId())));
      }
    };
  }

  private ResponseEntity<String> exchanged(Answer answer, CodeExchanges.Result result) {
    return switch (result) {
      case SUBMITTED, USED, ENDED -> onward(answer);
      case REFUSED -> page(answer, OutcomePage.of(Outcome.PROVIDER_ERROR).referring(answer.visit().requestId()));
      case FAILED -> page(answer, OutcomePage.of(Outcome.TEMPORARY_FAILURE).referring(answer.visit().requestId()));
    };
  }

  private ResponseEntity<String> refused(Answer answer, AuthorizationCallback.Refused refused) {
    Visit visit = answer.visit();
    boolean denied = refused.error().equals(AuthorizationCallback.Refused.ACCESS_DENIED);
    if (!denied) {
      warn(visit, refused.error());
    }
    OutcomePage page = denied
      ? OutcomePage.of(Outcome.DENIED)
      : OutcomePage.of(Outcome.PROVIDER_ERROR).referring(visit.requestId());
    return page(answer, page.returning(visit.redirect("pending", Map.of("error", refused.error()))));
  }

  /** The session's page shows what comes next; the address with the code is left at once. */
  private ResponseEntity<String> onward(Answer answer) {
    Visit visit = answer.visit();
    return replies.redirect(URI.create(visit.path()), cookies.without(visit.secure(), answer.state()));
  }

  private ResponseEntity<String> page(Answer answer, OutcomePage page) {
    Visit visit = answer.visit();
    return Replies.with(
      replies.page(visit, page.at(visit.provider().name()).again(visit.path())),
      cookies.without(visit.secure(), answer.state())
    );
  }

  private static void warn(Visit visit, String why) {
    LOG.atWarn()
      .addKeyValue("setup_session", visit.session().id())
      .addKeyValue("provider", visit.provider().id())
      .addKeyValue("request_id", visit.requestId())
      .addKeyValue("reason", why)
      .log("a vendor's authorization response was not accepted");
  }
}
