package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.grants.ConsentedAccount;
import io.keyfold.authconfig.pages.ConfirmPage;
import io.keyfold.authconfig.pages.ConsentPage;
import io.keyfold.authconfig.pages.ForwardPage;
import io.keyfold.authconfig.pages.MethodChoicePage;
import io.keyfold.authconfig.pages.Outcome;
import io.keyfold.authconfig.pages.OutcomePage;
import io.keyfold.authconfig.setup.LinkSecrets;
import io.keyfold.authconfig.setup.SetupMethods;
import io.keyfold.authconfig.setup.WebTargets;
import io.keyfold.authconfig.setup.model.ConfigSubmission;
import io.keyfold.authconfig.setup.model.Submission;
import io.keyfold.authconfig.setup.model.Submitted;
import io.keyfold.platform.vault.Secret;
import io.keyfold.schema.AuthMethodType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;

/** Decides which page a browser sees: by the state of the session, and by whose credential is pending. */
final class Screens {

  private final Consents consents;
  private final TypedForms typed;
  private final Settings settings;
  private final FormGuard forms;
  private final LinkSecrets secrets;
  private final Replies replies;
  private final Clock clock;

  Screens(
    Consents consents,
    TypedForms typed,
    Settings settings,
    FormGuard forms,
    LinkSecrets secrets,
    Replies replies,
    Clock clock
  ) {
    this.consents = consents;
    this.typed = typed;
    this.settings = settings;
    this.forms = forms;
    this.secrets = secrets;
    this.replies = replies;
    this.clock = clock;
  }

  /** How the browser came here. Browsers apply the page's policy to redirects that follow a form. */
  enum Arrival {
    /** By a link or a redirect, so that it can be redirected to another origin. */
    LINK,
    /** By a form, so that it is forwarded by a page. */
    FORM,
  }

  /**
   * {@return what the browser sees}
   *
   * @param chosen id of the auth method that the user chose; null if none
   */
  Mono<ResponseEntity<String>> show(Visit visit, Arrival arrival, @Nullable String chosen) {
    return Mono.defer(
      () ->
        switch (visit.session().statusAt(clock.instant())) {
          case COMPLETED -> Mono.just(completed(visit, arrival));
          case EXPIRED -> Mono.just(ended(visit, Outcome.EXPIRED, "expired"));
          case FAILED -> Mono.just(ended(visit, Outcome.INVALID_LINK, "failed"));
          case ARCHIVED -> Mono.just(page(visit, Outcome.INVALID_LINK));
          case PENDING -> open(visit, arrival, chosen);
        }
    );
  }

  private Mono<ResponseEntity<String>> open(Visit visit, Arrival arrival, @Nullable String chosen) {
    if (visit.withdrawn()) {
      return Mono.just(page(visit, Outcome.INVALID_LINK));
    }
    Submitted own = visit.own();
    if (own != null && !visit.lacksSettings()) {
      return Mono.just(pending(visit, own, arrival));
    }
    return visit.session().request().asksForCredential()
      ? ask(visit, chosen)
      : Mono.fromSupplier(() -> replies.page(visit, settings.page(visit, settings.fields(visit), null)));
  }

  private ResponseEntity<String> completed(Visit visit, Arrival arrival) {
    Submitted own = visit.own();
    if (own == null) {
      return page(visit, Outcome.ALREADY_USED);
    }
    URI target = visit.redirect("completed", Map.of());
    if (target == null && own instanceof ConfigSubmission) {
      return page(visit, Outcome.SAVED);
    }
    return target == null
      ? replies.page(visit, OutcomePage.of(Outcome.CONNECTED).at(visit.provider().name()).as(account(own)))
      : leave(visit, target, ForwardPage.Reason.RETURN, arrival);
  }

  private ResponseEntity<String> ended(Visit visit, Outcome outcome, String status) {
    return replies.page(
      visit,
      OutcomePage.of(outcome)
        .at(visit.provider().name())
        .returning(visit.redirect(status, Map.of("error", status)))
    );
  }

  private ResponseEntity<String> pending(Visit visit, Submitted submission, Arrival arrival) {
    return switch (visit.session().binding().mode()) {
      case CHALLENGE -> {
        URI target = visit.redirect("pending", Map.of("code", handle(visit, submission)));
        yield target == null ? page(visit, Outcome.WAITING) : leave(visit, target, ForwardPage.Reason.RETURN, arrival);
      }
      case VERIFY_URL -> leave(visit, verifyUrl(visit, submission), ForwardPage.Reason.VERIFY, arrival);
      case CONFIRM, UNKNOWN -> replies.page(
        visit,
        new ConfirmPage(
          forms.form(visit, Visit.path(visit.session().id(), "confirmations", submission.attemptId())),
          visit.provider().name(),
          account(submission),
          submission instanceof Submission credential ? credential.missingScopes() : List.of()
        )
      );
    };
  }

  private URI verifyUrl(Visit visit, Submitted submission) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("setup_session_id", visit.session().id());
    parameters.put("nonce", handle(visit, submission));
    return WebTargets.with(Objects.requireNonNull(visit.session().binding().verifyUrl()), parameters);
  }

  private String handle(Visit visit, Submitted submission) {
    try (Secret handle = secrets.handle(visit.session().id(), submission.attemptId())) {
      return handle.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
  }

  private ResponseEntity<String> leave(Visit visit, URI target, ForwardPage.Reason reason, Arrival arrival) {
    return arrival == Arrival.FORM ? replies.page(visit, new ForwardPage(target, reason)) : replies.redirect(target);
  }

  private Mono<ResponseEntity<String>> ask(Visit visit, @Nullable String chosen) {
    List<KnownMethod> methods = methods(visit);
    Optional<KnownMethod> method =
      methods.size() == 1
        ? Optional.of(methods.getFirst())
        : methods
            .stream()
            .filter(one -> one.id().equals(chosen))
            .findFirst();
    return method
      .map(found -> ask(visit, found, methods.size() > 1))
      .orElseGet(() -> Mono.just(replies.page(visit, choice(visit, methods))));
  }

  /** {@return the auth methods among which the user can choose} */
  List<KnownMethod> methods(Visit visit) {
    String only = visit.session().request().authMethodId();
    return SetupMethods.of(visit.provider())
      .stream()
      .filter(method -> only == null || method.id().equals(only))
      .toList();
  }

  private MethodChoicePage choice(Visit visit, List<KnownMethod> methods) {
    return new MethodChoicePage(
      forms.form(visit, Visit.path(visit.session().id(), "methods")),
      visit.provider().name(),
      methods
        .stream()
        .map(method -> new MethodChoicePage.Method(method.id(), method.name(), method.description()))
        .toList()
    );
  }

  private Mono<ResponseEntity<String>> ask(Visit visit, KnownMethod method, boolean several) {
    String other = several ? visit.path() : null;
    if (method.type() != AuthMethodType.OAUTH) {
      return Mono.fromSupplier(() ->
        replies.page(
          visit,
          typed.first(visit, method, visit.lacksSettings() ? settings.fields(visit) : List.of(), other)
        )
      );
    }
    return visit.lacksSettings()
      ? Mono.fromSupplier(() -> replies.page(visit, settings.page(visit, settings.fields(visit), method.id())))
      : consents.question(visit, method).map(question -> replies.page(visit, consent(visit, question, other)));
  }

  private ConsentPage consent(Visit visit, Consents.Question question, @Nullable String other) {
    KnownMethod method = question.method();
    return new ConsentPage(
      forms.form(visit, Visit.path(visit.session().id(), "connect", method.id())),
      visit.provider().name(),
      question.appName(),
      question
        .scopes()
        .stream()
        .map(scope -> scope(method, scope))
        .toList(),
      Objects.requireNonNullElse(question.page().getHost(), ""),
      visit.session().request().reconnect(),
      other
    );
  }

  private static ConsentPage.Scope scope(KnownMethod method, String scope) {
    return method
      .scopes()
      .stream()
      .filter(known -> known.scope().equals(scope))
      .findFirst()
      .map(known -> new ConsentPage.Scope(known.name(), known.description(), scope))
      .orElseGet(() -> new ConsentPage.Scope(scope, null, scope));
  }

  private ResponseEntity<String> page(Visit visit, Outcome outcome) {
    return replies.page(visit, OutcomePage.of(outcome).at(visit.provider().name()));
  }

  private static @Nullable String account(Submitted submitted) {
    ConsentedAccount account = submitted instanceof Submission credential ? credential.account() : null;
    if (account == null) {
      return null;
    }
    return account.name() == null ? account.id() : account.name();
  }
}
