package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.CompleteSetupSession;
import io.keyfold.authconfig.commands.DiscardCredential;
import io.keyfold.authconfig.commands.SubmitConfig;
import io.keyfold.authconfig.commands.SubmitCredential;
import io.keyfold.authconfig.decide.SetupDecisions.PendingDiscard;
import io.keyfold.authconfig.events.SetupConfigSubmitted;
import io.keyfold.authconfig.events.SetupCredentialDiscarded;
import io.keyfold.authconfig.events.SetupCredentialSubmitted;
import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenChanges;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.setup.model.ConfigSubmission;
import io.keyfold.authconfig.setup.model.SetupRequest;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.setup.model.Submission;
import io.keyfold.authconfig.setup.model.Submitted;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.TokenSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a credential that a user has submitted: it is pending, and nothing can use it, until the proof
 * of the session's binding arrives.
 */
final class SetupCredentialDecisions {

  private static final String REJECTED = "rejected";
  private static final String USER_MISMATCH = "user_mismatch";

  private SetupCredentialDecisions() {}

  static Decision<Event> submit(SubmitCredential command, State state) {
    CommandMeta meta = command.getMeta();
    return SetupDecisions.open(meta, state, session -> {
      if (!session.request().asksForCredential()) {
        return SetupDecisions.reject(ErrorCode.CONFLICT, "The setup session asks for settings only");
      }
      Submission earlier = session.submission();
      if (!session.attempts().contains(command.getAttemptId())) {
        return SetupDecisions.reject(ErrorCode.CONFLICT, "The attempt was not claimed");
      }
      if (earlier != null && earlier.attemptId().equals(command.getAttemptId())) {
        return SetupDecisions.reject(ErrorCode.CONFLICT, "The attempt has already produced a credential");
      }
      return usable(session, meta, state).orElseGet(() -> submitted(command, session, state));
    });
  }

  private static Decision<Event> submitted(SubmitCredential command, SetupSession session, State state) {
    CommandMeta meta = command.getMeta();
    TokenSet set = command.getTokens();
    PendingConsent consent = new PendingConsent(
      session.id(),
      command.getAttemptId(),
      command.getAuthMethodId(),
      SealedTokens.of(set),
      null
    );
    TokenState before = tokens(session, meta, state).orElseGet(() -> empty(session, meta));
    String replaced = before.pending() == null ? null : before.pending().tokens().keyId();
    GrantTokens after = TokenChanges.pending(meta, 1, before, consent);
    boolean erases = replaced != null && !session.request().reconnect() && !TokenState.of(after).needsKey(replaced);
    return new Decision.Accepted<>(
      List.of(
        after,
        SetupCredentialSubmitted.newBuilder()
          .setMeta(EventMetas.of(meta, session.version() + 1))
          .setAttemptId(command.getAttemptId())
          .setAuthMethodId(command.getAuthMethodId())
          .setKind(command.getKind())
          .setBrowserHash(command.getBrowserHash())
          .setHandleHash(command.getHandleHash())
          .setAppId(set.getAppId())
          .setAccount(set.getAccount())
          .setScopesRequested(set.getScopesRequested())
          .setScopesGranted(set.getScopesGranted())
          .setFieldsHint(command.getFieldsHint())
          .setDiscardedKeyId(erases ? replaced : null)
          .build()
      )
    );
  }

  static Decision<Event> submit(SubmitConfig command, State state) {
    CommandMeta meta = command.getMeta();
    return SetupDecisions.attempt(meta, command.getAttemptId(), state, session -> {
      if (session.request().configId() == null) {
        return SetupDecisions.reject(ErrorCode.CONFLICT, "The setup session asks for no settings");
      }
      return usable(session, meta, state).orElseGet(() ->
        Decision.accept(
          SetupConfigSubmitted.newBuilder()
            .setMeta(EventMetas.of(meta, session.version() + 1))
            .setAttemptId(command.getAttemptId())
            .setBrowserHash(command.getBrowserHash())
            .setHandleHash(command.getHandleHash())
            .setValue(command.getValue())
            .build()
        )
      );
    });
  }

  static Decision<Event> discard(DiscardCredential command, State state) {
    CommandMeta meta = command.getMeta();
    return SetupDecisions.open(meta, state, session -> {
      Submitted submission = session.awaiting();
      if (submission == null || !submission.attemptId().equals(command.getAttemptId())) {
        return SetupDecisions.reject(ErrorCode.CONFLICT, "There is no such pending credential");
      }
      if (!submission.browserHash().equals(command.getBrowserHash())) {
        return SetupDecisions.reject(ErrorCode.FORBIDDEN, "Another browser submitted the credential");
      }
      return discarded(meta, session, submission, REJECTED, state);
    });
  }

  static Decision<Event> complete(CompleteSetupSession command, State state) {
    CommandMeta meta = command.getMeta();
    return SetupDecisions.open(meta, state, session -> {
      Submitted submission = session.awaiting();
      TokenState tokens = pending(meta, session, state).orElse(null);
      if (submission == null || (session.request().asksForCredential() && tokens == null)) {
        return SetupDecisions.reject(ErrorCode.CONFLICT, "The user has not connected yet");
      }
      if (!hasSettings(session, submission)) {
        return SetupDecisions.reject(ErrorCode.CONFLICT, "The user has not entered the settings yet");
      }
      if (command.getBinding() != session.binding().mode()) {
        return SetupDecisions.reject(
          ErrorCode.CONFLICT,
          "The setup session is completed by " + session.binding().mode() + ", not by " + command.getBinding()
        );
      }
      if (command.getAttemptId() != null && !command.getAttemptId().equals(submission.attemptId())) {
        return SetupDecisions.reject(ErrorCode.CONFLICT, "Another credential has replaced the one to confirm");
      }
      if (!proves(command, session, submission)) {
        return SetupDecisions.reject(ErrorCode.FORBIDDEN, "The proof does not belong to this setup session");
      }
      String expected = session.owner().user();
      if (expected != null && command.getUser() != null && !expected.equals(command.getUser())) {
        return discarded(meta, session, submission, USER_MISMATCH, state);
      }
      return usable(session, meta, state).orElseGet(() ->
        tokens == null
          ? SetupCompletion.ofSettings(command, session)
          : SetupCompletion.of(command, session, tokens, state)
      );
    });
  }

  /** Settings of another browser are not those of the user whom the proof is about. */
  private static boolean hasSettings(SetupSession session, Submitted submission) {
    ConfigSubmission config = session.config();
    return (
      session.request().configId() == null || (config != null && config.browserHash().equals(submission.browserHash()))
    );
  }

  private static boolean proves(CompleteSetupSession command, SetupSession session, Submitted submission) {
    return switch (session.binding().mode()) {
      case CHALLENGE -> same(command.getCodeChallenge(), session.binding().codeChallenge()) &&
        same(command.getHandleHash(), submission.handleHash());
      case VERIFY_URL -> command.getUser() != null && same(command.getHandleHash(), submission.handleHash());
      case CONFIRM -> same(command.getAttemptId(), submission.attemptId()) &&
        same(command.getBrowserHash(), submission.browserHash());
      case UNKNOWN -> false;
    };
  }

  /** Nothing proves nothing: two absent values are not the same. */
  private static boolean same(@Nullable String presented, @Nullable String expected) {
    return expected != null && expected.equals(presented);
  }

  /** {@return a rejection if the result could not be used} */
  private static Optional<Decision<Event>> usable(SetupSession session, CommandMeta meta, State state) {
    TenantId tenant = new TenantId(meta.getTenantId());
    SetupRequest request = session.request();
    if (request.deploymentId() != null && AuthConfigDecisions.closed(tenant, request.deploymentId(), state)) {
      return Optional.of(AuthConfigDecisions.deploymentArchived(request.deploymentId()));
    }
    Optional<AuthConfig> known = state.find(AuthConfigs.key(tenant, request.authConfigId()));
    if (request.asksForCredential() && request.reconnect() != known.filter(AuthConfig::active).isPresent()) {
      return Optional.of(
        SetupDecisions.reject(ErrorCode.USE_AFTER_DELETE, "The auth config " + request.authConfigId() + " is archived")
      );
    }
    return Optional.empty();
  }

  private static Decision<Event> discarded(
    CommandMeta meta,
    SetupSession session,
    Submitted submission,
    String reason,
    State state
  ) {
    PendingDiscard discard = PendingDiscard.of(meta, session, 1, state);
    return discard.then(
      SetupCredentialDiscarded.newBuilder()
        .setMeta(EventMetas.of(meta, session.version() + 1))
        .setAttemptId(submission.attemptId())
        .setReason(reason)
        .setDiscardedKeyId(discard.keyId())
        .build()
    );
  }

  /** {@return the discarding of a pending credential; its data key is erased unless something else needs it} */
  static PendingDiscard discarded(CommandMeta meta, SetupSession session, TokenState tokens, int index, State state) {
    PendingConsent pending = Objects.requireNonNull(tokens.pending(), "only called for pending tokens");
    GrantTokens after = UserDecisions.sharesGrant(pending, session.owner(), tokens.tenant(), state)
      ? TokenChanges.withoutPending(meta, index, tokens)
      : TokenChanges.discarded(meta, index, tokens);
    String keyId = pending.tokens().keyId();
    boolean needed = session.request().reconnect() || TokenState.of(after).needsKey(keyId);
    return new PendingDiscard(List.of(after), needed ? null : keyId);
  }

  /** {@return the tokens with the pending credential of this session, if it is open and has one} */
  static Optional<TokenState> pending(CommandMeta meta, SetupSession session, State state) {
    return session.status() == SetupSession.Status.PENDING
      ? tokens(session, meta, state).filter(
          tokens -> tokens.pending() != null && tokens.pending().setupSessionId().equals(session.id())
        )
      : Optional.empty();
  }

  private static Optional<TokenState> tokens(SetupSession session, CommandMeta meta, State state) {
    return state.find(TokenState.key(new TenantId(meta.getTenantId()), session.request().authConfigId()));
  }

  private static TokenState empty(SetupSession session, CommandMeta meta) {
    SetupRequest request = session.request();
    return new TokenState(
      new TenantId(meta.getTenantId()),
      request.authConfigId(),
      0,
      request.providerId(),
      request.deploymentId(),
      session.owner().user(),
      0,
      null,
      null,
      List.of(),
      null,
      null,
      meta.getIssuedAt(),
      false,
      false
    );
  }
}
