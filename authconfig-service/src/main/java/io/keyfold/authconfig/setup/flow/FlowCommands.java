package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.commands.ClaimAuthorization;
import io.keyfold.authconfig.commands.CompleteSetupSession;
import io.keyfold.authconfig.commands.DiscardCredential;
import io.keyfold.authconfig.commands.SubmitConfig;
import io.keyfold.authconfig.commands.SubmitCredential;
import io.keyfold.authconfig.setup.LinkSecrets;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.vault.Secret;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.SetupBinding;
import io.keyfold.schema.TokenSet;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Appends the commands of browsers. Their actor is the setup session. Errors with the decider's rejection. */
final class FlowCommands {

  private final CommandLog log;
  private final State authConfigs;
  private final LinkSecrets secrets;
  private final Clock clock;

  FlowCommands(CommandLog log, State authConfigs, LinkSecrets secrets, Clock clock) {
    this.log = log;
    this.authConfigs = authConfigs;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Claims the single use of an attempt. Errors with {@code conflict} if it was used before, and with {@code gone} if it
   * was one attempt too many, which ended the session.
   */
  Mono<Committed> claim(Visit visit, String attemptId) {
    return Mono.defer(() -> log.append(new ClaimAuthorization(meta(visit), attemptId))).flatMap(done ->
      accepted(visit, attemptId, done)
    );
  }

  private Mono<Committed> accepted(Visit visit, String attemptId, Committed done) {
    return authConfigs
      .find(SetupSession.key(visit.tenant(), visit.session().id()))
      .filter(session -> session.attempts().contains(attemptId))
      .map(session -> Mono.just(done))
      .orElseGet(() -> Mono.error(ApiException.of(ErrorCode.GONE, "The setup session has failed")));
  }

  /** Keeps a credential until it is bound to the user. */
  Mono<Committed> submit(
    Visit visit,
    String attemptId,
    String methodId,
    CredentialKind kind,
    TokenSet tokens,
    @Nullable String fieldsHint
  ) {
    return Mono.defer(() ->
      log.append(
        SubmitCredential.newBuilder()
          .setMeta(meta(visit))
          .setAttemptId(attemptId)
          .setAuthMethodId(methodId)
          .setKind(kind)
          .setBrowserHash(visit.browser().hash())
          .setHandleHash(visit.session().binding().mode() == SetupBinding.CONFIRM ? null : handleHash(visit, attemptId))
          .setTokens(tokens)
          .setFieldsHint(fieldsHint)
          .build()
      )
    );
  }

  /** Keeps settings until they are bound to the user; errors as {@link #claim}. */
  Mono<Committed> submitConfig(Visit visit, String attemptId, String value) {
    return Mono.defer(() ->
      log.append(
        SubmitConfig.newBuilder()
          .setMeta(meta(visit))
          .setAttemptId(attemptId)
          .setBrowserHash(visit.browser().hash())
          .setHandleHash(visit.session().binding().mode() == SetupBinding.CONFIRM ? null : handleHash(visit, attemptId))
          .setValue(value)
          .build()
      )
    ).flatMap(done -> accepted(visit, attemptId, done));
  }

  /** Completes the session: the user confirmed in the browser that submitted the credential. */
  Mono<Committed> confirm(Visit visit, String attemptId) {
    return Mono.defer(() ->
      log.append(
        CompleteSetupSession.newBuilder()
          .setMeta(meta(visit))
          .setBinding(SetupBinding.CONFIRM)
          .setAttemptId(attemptId)
          .setBrowserHash(visit.browser().hash())
          .build()
      )
    );
  }

  /** Discards the pending credential: the user did not start this. */
  Mono<Committed> discard(Visit visit, String attemptId) {
    return Mono.defer(() -> log.append(new DiscardCredential(meta(visit), attemptId, visit.browser().hash())));
  }

  private String handleHash(Visit visit, String attemptId) {
    try (Secret handle = secrets.handle(visit.session().id(), attemptId)) {
      return LinkSecrets.hash(handle);
    }
  }

  private CommandMeta meta(Visit visit) {
    return WriteRequest.of(
      visit.tenant(),
      new Actor(ActorType.SESSION, visit.session().id()),
      visit.requestId(),
      clock.instant().truncatedTo(ChronoUnit.MICROS)
    ).meta(visit.session().id());
  }
}
