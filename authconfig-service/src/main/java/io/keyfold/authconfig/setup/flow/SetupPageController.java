package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.credentials.KeyCheck;
import io.keyfold.authconfig.credentials.SubmittedValue;
import io.keyfold.authconfig.pages.FormField;
import io.keyfold.authconfig.pages.FormPage;
import io.keyfold.authconfig.pages.ForwardPage;
import io.keyfold.authconfig.pages.Outcome;
import io.keyfold.authconfig.pages.OutcomePage;
import io.keyfold.authconfig.pages.PageForm;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.platform.error.ApiException;
import io.keyfold.schema.AuthMethodType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** The pages of a setup session. They are no operations of the API, and not in its OpenAPI document. */
@RestController
@RequestMapping("/setup-session/{id}")
class SetupPageController {

  private static final String SECRET = "client_secret";

  private final Visits visits;
  private final Screens screens;
  private final Consents consents;
  private final TypedCredentials typed;
  private final TypedForms typedForms;
  private final Settings settings;
  private final FlowCommands commands;
  private final FormGuard forms;
  private final SetupCookies cookies;
  private final Replies replies;
  private final Clock clock;

  SetupPageController(
    Visits visits,
    Screens screens,
    Consents consents,
    TypedCredentials typed,
    TypedForms typedForms,
    Settings settings,
    FlowCommands commands,
    FormGuard forms,
    SetupCookies cookies,
    Replies replies,
    Clock clock
  ) {
    this.visits = visits;
    this.screens = screens;
    this.consents = consents;
    this.typed = typed;
    this.typedForms = typedForms;
    this.settings = settings;
    this.commands = commands;
    this.forms = forms;
    this.cookies = cookies;
    this.replies = replies;
    this.clock = clock;
  }

  /** Gets the page. The first request has the link's secret, which it trades for a cookie. */
  @GetMapping
  Mono<ResponseEntity<String>> get(ServerWebExchange exchange, @PathVariable String id) {
    String secret = Replies.query(exchange).getFirst(SECRET);
    String chosen = Replies.query(exchange).getFirst(PageForm.METHOD);
    Mono<ResponseEntity<String>> page =
      secret == null
        ? visits
            .known(exchange, id)
            .flatMap(visit -> screens.show(visit, Screens.Arrival.LINK, chosen))
            .switchIfEmpty(Mono.fromSupplier(() -> replies.stranger(exchange, Outcome.OTHER_BROWSER)))
        : visits
            .bySecret(exchange, id, secret)
            .map(this::admitted)
            .switchIfEmpty(Mono.fromSupplier(() -> replies.stranger(exchange, Outcome.INVALID_LINK)));
    return replies.orFailure(exchange, page);
  }

  private ResponseEntity<String> admitted(Visit visit) {
    SetupSession session = visit.session();
    Duration left = Duration.between(clock.instant(), session.expiresAt());
    // The page still says for a while that the link has expired, or what became of it.
    Duration lifetime = (left.isNegative() ? Duration.ZERO : left).plus(Duration.ofHours(1));
    return replies.redirect(
      URI.create(visit.path()),
      cookies.of(visit.secure(), session.id(), visit.browser(), lifetime)
    );
  }

  /** Takes the user's choice among auth methods. */
  @PostMapping("/methods")
  Mono<ResponseEntity<String>> choose(ServerWebExchange exchange, @PathVariable String id) {
    return posted(exchange, id, (visit, form) -> {
      String method = form.getFirst(PageForm.METHOD);
      if (method == null || PageForm.CANCEL.equals(form.getFirst(PageForm.DECISION))) {
        return Mono.just(cancelled(visit));
      }
      String query = PageForm.METHOD + "=" + URLEncoder.encode(method, StandardCharsets.UTF_8);
      return Mono.just(replies.redirect(URI.create(visit.path() + "?" + query)));
    });
  }

  /** Takes the provider's settings; no credential is asked for. */
  @PostMapping("/settings")
  Mono<ResponseEntity<String>> settings(ServerWebExchange exchange, @PathVariable String id) {
    return posted(exchange, id, (visit, form) -> entered(visit, form, null));
  }

  /** Takes the provider's settings before the user's consent at the vendor. */
  @PostMapping("/settings/{methodId}")
  Mono<ResponseEntity<String>> settings(
    ServerWebExchange exchange,
    @PathVariable String id,
    @PathVariable String methodId
  ) {
    return posted(exchange, id, (visit, form) -> entered(visit, form, methodId));
  }

  private Mono<ResponseEntity<String>> entered(
    Visit visit,
    MultiValueMap<String, String> form,
    @Nullable String methodId
  ) {
    if (PageForm.CANCEL.equals(form.getFirst(PageForm.DECISION))) {
      return Mono.just(cancelled(visit));
    }
    if (visit.withdrawn() || !visit.session().openAt(clock.instant()) || visit.session().request().configId() == null) {
      return screens.show(visit, Screens.Arrival.FORM, methodId);
    }
    Settings.Entered read = settings.read(visit, form);
    return read.errors().isEmpty()
      ? settings
          .submit(visit, read)
          .then(Mono.defer(() -> screens.show(visits.again(visit), Screens.Arrival.FORM, methodId)))
      : Mono.just(replies.page(visit, settings.page(visit, settings.fields(visit, read), methodId)));
  }

  /** Sends the browser to the vendor, or takes a typed credential. */
  @PostMapping("/connect/{methodId}")
  Mono<ResponseEntity<String>> connect(
    ServerWebExchange exchange,
    @PathVariable String id,
    @PathVariable String methodId
  ) {
    return posted(exchange, id, (visit, form) -> {
      if (PageForm.CANCEL.equals(form.getFirst(PageForm.DECISION))) {
        return Mono.just(cancelled(visit));
      }
      List<KnownMethod> methods = screens.methods(visit);
      KnownMethod method = methods
        .stream()
        .filter(one -> one.id().equals(methodId))
        .findFirst()
        .orElse(null);
      if (method == null || visit.withdrawn() || !visit.session().openAt(clock.instant())) {
        return screens.show(visit, Screens.Arrival.FORM, null);
      }
      if (method.type() == AuthMethodType.OAUTH) {
        return visit.lacksSettings() ? screens.show(visit, Screens.Arrival.FORM, methodId) : authorize(visit, method);
      }
      return typeBoth(visit, method, form, methods.size() > 1 ? visit.path() : null);
    });
  }

  /** Settings are kept first: they tell nothing secret, and only the credential completes the session. */
  private Mono<ResponseEntity<String>> typeBoth(
    Visit visit,
    KnownMethod method,
    MultiValueMap<String, String> form,
    @Nullable String other
  ) {
    if (!visit.lacksSettings()) {
      return type(visit, method, form, other);
    }
    Settings.Entered read = settings.read(visit, form);
    if (read.errors().isEmpty()) {
      return settings.submit(visit, read).then(Mono.defer(() -> type(visits.again(visit), method, form, other)));
    }
    ObjectNode entered = TypedForms.schema(method).read(form);
    List<FormField> fields = settings.fields(visit, read);
    return Mono.just(replies.page(visit, typedForms.again(visit, method, entered, List.of(), fields, null, other)));
  }

  private Mono<ResponseEntity<String>> authorize(Visit visit, KnownMethod method) {
    return consents
      .question(visit, method)
      .flatMap(question -> consents.start(visit, question))
      .map(started ->
        Replies.with(replies.page(visit, new ForwardPage(started.url(), ForwardPage.Reason.VENDOR)), started.cookie())
      );
  }

  private Mono<ResponseEntity<String>> type(
    Visit visit,
    KnownMethod method,
    MultiValueMap<String, String> form,
    @Nullable String other
  ) {
    ObjectNode entered = TypedForms.schema(method).read(form);
    return typed.submit(visit, method, SubmittedValue.of(entered)).flatMap(
      result ->
        switch (result) {
          case TypedCredentials.Result.Submitted _, TypedCredentials.Result.Ended _ -> screens.show(
            visits.again(visit),
            Screens.Arrival.FORM,
            null
          );
          case TypedCredentials.Result.Invalid invalid -> Mono.just(
            replies.page(visit, typedForms.again(visit, method, entered, invalid.errors(), List.of(), null, other))
          );
          case TypedCredentials.Result.Unchecked unchecked -> Mono.just(
            replies.page(
              visit,
              typedForms.again(visit, method, entered, List.of(), List.of(), problem(unchecked.verdict()), other)
            )
          );
        }
    );
  }

  private static FormPage.Problem problem(KeyCheck.Verdict verdict) {
    return verdict == KeyCheck.Verdict.REFUSED ? FormPage.Problem.REFUSED : FormPage.Problem.UNREACHABLE;
  }

  /** Takes the user's answer whether the connection is their own. */
  @PostMapping("/confirmations/{attemptId}")
  Mono<ResponseEntity<String>> confirm(
    ServerWebExchange exchange,
    @PathVariable String id,
    @PathVariable String attemptId
  ) {
    return posted(exchange, id, (visit, form) -> {
      boolean confirmed = PageForm.CONFIRM.equals(form.getFirst(PageForm.DECISION));
      Mono<ResponseEntity<String>> decided = confirmed
        ? commands
            .confirm(visit, attemptId)
            .then(Mono.defer(() -> screens.show(visits.again(visit), Screens.Arrival.FORM, null)))
        : commands.discard(visit, attemptId).thenReturn(outcome(visit, Outcome.NOT_ME));
      return decided.onErrorResume(ApiException.class, e -> outdated(visit, e));
    });
  }

  private Mono<ResponseEntity<String>> outdated(Visit visit, ApiException e) {
    return switch (e.code()) {
      case CONFLICT -> decided(visits.again(visit));
      case FORBIDDEN -> Mono.just(outcome(visit, Outcome.OTHER_BROWSER));
      case GONE, USE_AFTER_DELETE -> screens.show(visits.again(visit), Screens.Arrival.FORM, null);
      default -> Mono.error(e);
    };
  }

  /** The same form may have been submitted at the same time, by a double click: then its result counts. */
  private Mono<ResponseEntity<String>> decided(Visit visit) {
    return visit.session().openAt(clock.instant())
      ? Mono.just(replies.page(visit, OutcomePage.of(Outcome.OUTDATED).at(visit.provider().name()).again(visit.path())))
      : screens.show(visit, Screens.Arrival.FORM, null);
  }

  private ResponseEntity<String> cancelled(Visit visit) {
    return replies.page(
      visit,
      OutcomePage.of(Outcome.CANCELLED)
        .at(visit.provider().name())
        .again(visit.path())
        .returning(visit.redirect("pending", Map.of("error", "access_denied")))
    );
  }

  private ResponseEntity<String> outcome(Visit visit, Outcome outcome) {
    return replies.page(visit, OutcomePage.of(outcome).at(visit.provider().name()));
  }

  private Mono<ResponseEntity<String>> posted(
    ServerWebExchange exchange,
    String id,
    BiFunction<Visit, MultiValueMap<String, String>, Mono<ResponseEntity<String>>> handler
  ) {
    Mono<ResponseEntity<String>> page = visits
      .known(exchange, id)
      .flatMap(visit ->
        FormGuard.read(exchange).flatMap(form ->
          forms.admits(visit, form)
            ? handler.apply(visit, form)
            : Mono.just(
                replies.page(visit, OutcomePage.of(Outcome.OUTDATED).at(visit.provider().name()).again(visit.path()))
              )
        )
      )
      .switchIfEmpty(Mono.fromSupplier(() -> replies.stranger(exchange, Outcome.OTHER_BROWSER)));
    return replies.orFailure(exchange, page);
  }
}
