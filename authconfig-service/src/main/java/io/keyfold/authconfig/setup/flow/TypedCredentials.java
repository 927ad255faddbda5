package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.credentials.AuthConfigWrites;
import io.keyfold.authconfig.credentials.CredentialValues;
import io.keyfold.authconfig.credentials.KeyCheck;
import io.keyfold.authconfig.credentials.SubmittedValue;
import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.setup.LinkSecrets;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.log.State;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.schema.Sealed;
import io.keyfold.schema.SetupBinding;
import io.keyfold.schema.TokenSet;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Takes a credential that a user typed: validates, checks at the provider, seals and submits it. */
final class TypedCredentials {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final FlowCommands commands;
  private final CredentialValues values;
  private final KeyCheck check;
  private final Sealing sealing;
  private final State authConfigs;
  private final State tokens;
  private final Clock clock;

  TypedCredentials(
    FlowCommands commands,
    CredentialValues values,
    KeyCheck check,
    Sealing sealing,
    State authConfigs,
    State tokens,
    Clock clock
  ) {
    this.commands = commands;
    this.values = values;
    this.check = check;
    this.sealing = sealing;
    this.authConfigs = authConfigs;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** What became of a typed credential. */
  sealed interface Result {
    /** It is stored: usable if the session needs no further proof, else pending. */
    record Submitted() implements Result {}

    /** It does not have the form that the auth method requires. */
    record Invalid(List<FieldError> errors) implements Result {}

    /** The provider says what it is worth: not accepted, or nothing. */
    record Unchecked(KeyCheck.Verdict verdict) implements Result {}

    /** The session has ended. */
    record Ended() implements Result {}
  }

  /** {@return what became of it} The number of attempts of a session is limited, since each calls the provider. */
  Mono<Result> submit(Visit visit, KnownMethod method, SubmittedValue sent) {
    return Mono.defer(() -> {
      CredentialValues.Checked checked = values.check(method, sent);
      String attemptId = LinkSecrets.hash(Browser.random());
      return commands
        .claim(visit, attemptId)
        .then(check.check(method, checked.value()))
        .flatMap(verdict ->
          verdict == KeyCheck.Verdict.ACCEPTED
            ? store(visit, method, attemptId, checked)
            : Mono.just(new Result.Unchecked(verdict))
        );
    }).onErrorResume(ApiException.class, TypedCredentials::refused);
  }

  private Mono<Result> store(Visit visit, KnownMethod method, String attemptId, CredentialValues.Checked checked) {
    String id = visit.session().request().authConfigId();
    Optional<AuthConfig> known = authConfigs.find(AuthConfigs.key(visit.tenant(), id));
    long version = known.map(AuthConfig::credentialVersion).orElse(0L) + 1;
    SealContext context = new SealContext(visit.tenant(), id, version, AuthConfigWrites.PURPOSE);
    String keyId = keyId(visit, known);
    return sealing
      .discardingUnused(fresh ->
        sealing
          .seal(context, checked.value()::secret, keyId)
          .doOnNext(sealed -> {
            if (!sealed.getKeyId().equals(keyId)) {
              fresh.push(List.of(sealed.getKeyId()));
            }
          })
          .flatMap(sealed ->
            commands.submit(
              visit,
              attemptId,
              method.id(),
              checked.kind(),
              pending(sealed, version),
              hint(checked.fields())
            )
          )
      )
      .then(bind(visit, attemptId));
  }

  /** Typing a credential into a page that names the requester is the confirmation; other bindings need their proof. */
  private Mono<Result> bind(Visit visit, String attemptId) {
    Mono<Result> submitted = Mono.just(new Result.Submitted());
    return visit.session().binding().mode() == SetupBinding.CONFIRM
      ? commands.confirm(visit, attemptId).then(submitted)
      : submitted;
  }

  private TokenSet pending(Sealed sealed, long version) {
    return TokenSet.newBuilder()
      .setAccess(sealed)
      .setValueVersion(version)
      .setObtainedAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
      .build();
  }

  private @Nullable String keyId(Visit visit, Optional<AuthConfig> known) {
    return known
      .map(AuthConfig::keyId)
      .or(() ->
        tokens
          .find(TokenState.key(visit.tenant(), visit.session().request().authConfigId()))
          .map(TokenState::pending)
          .map(PendingConsent::tokens)
          .map(pending -> pending.keyId())
      )
      .orElse(null);
  }

  private static Mono<Result> refused(ApiException e) {
    return switch (e.code()) {
      case INVALID_DATA -> Mono.just(new Result.Invalid(e.errors()));
      case CONFLICT, GONE, USE_AFTER_DELETE -> Mono.just(new Result.Ended());
      default -> Mono.error(e);
    };
  }

  private static String hint(List<String> fields) {
    return JSON.writeValueAsString(fields);
  }
}
