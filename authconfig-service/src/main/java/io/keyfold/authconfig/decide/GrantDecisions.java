package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.commands.GrantCommand;
import io.keyfold.authconfig.commands.ImportTokens;
import io.keyfold.authconfig.commands.RecordRevocation;
import io.keyfold.authconfig.commands.RestartRefresh;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.events.GrantRevoked;
import io.keyfold.authconfig.events.SetupConsentRevoked;
import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenChanges;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.Owner;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.TokenChange;
import io.keyfold.schema.TokenSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides commands on grants. The lease decisions are in {@link RefreshDecisions}. */
final class GrantDecisions {

  private GrantDecisions() {}

  static Decision<Event> decide(GrantCommand command, State state) {
    return switch (command) {
      case ConnectGrant connect -> connect(connect, state);
      case ImportTokens tokens -> importTokens(tokens, state);
      case StartRefresh start -> RefreshDecisions.start(start, state);
      case RestartRefresh restart -> RefreshDecisions.restart(restart, state);
      case FinishRefresh finish -> RefreshDecisions.finish(finish, state);
      case RecordRevocation record -> revoked(record, state);
    };
  }

  private static Decision<Event> connect(ConnectGrant command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    if (state.find(AuthConfigs.key(tenant, meta.getObjectId())).isPresent()) {
      return reject(ErrorCode.CONFLICT, "An auth config with this id already exists");
    }
    String deploymentId = command.getProviderDeploymentId();
    if (deploymentId != null && AuthConfigDecisions.closed(tenant, deploymentId, state)) {
      return AuthConfigDecisions.deploymentArchived(deploymentId);
    }
    Owner owner = new Owner(command.getUser(), command.getLabel());
    if (UserDecisions.ownsAlready(tenant, command.getProviderId(), deploymentId, owner, state)) {
      return UserDecisions.alreadyOwned();
    }
    return new Decision.Accepted<>(
      List.of(TokenChanges.first(meta, 1, command), GrantEvents.connected(EventMetas.of(meta, 1), command))
    );
  }

  private static Decision<Event> importTokens(ImportTokens command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    AuthConfig known = state.find(AuthConfigs.key(tenant, meta.getObjectId())).orElse(null);
    TokenState tokens = state.find(TokenState.key(tenant, meta.getObjectId())).orElse(null);
    if (known == null || known.grant() == null || tokens == null) {
      return reject(ErrorCode.NOT_FOUND, "No grant with this id");
    }
    if (!known.active()) {
      return reject(ErrorCode.GONE, "The auth config is archived");
    }
    if (tokens.credentialVersion() != command.getExpectedCredentialVersion()) {
      return reject(ErrorCode.CONFLICT, "The tokens were changed by a concurrent request: retry the request");
    }
    return new Decision.Accepted<>(replaced(meta, 0, known, tokens, command.getTokens(), TokenChange.IMPORTED, null));
  }

  /**
   * {@return the events of new tokens for a known grant, in place} An open refresh loses its lease, so that its late
   * result cannot overwrite them.
   *
   * @param index index of the auth config's event among the command's events; the tokens take the next index
   * @param setupSessionId the setup session of the consent; null for an import
   */
  static List<Event> replaced(
    CommandMeta meta,
    int index,
    AuthConfig known,
    TokenState before,
    TokenSet tokens,
    TokenChange change,
    @Nullable String setupSessionId
  ) {
    long version = before.credentialVersion() + 1;
    return List.of(
      TokenChanges.replaced(meta, index + 1, before, tokens, change),
      GrantEvents.reconnected(
        EventMetas.of(meta, known.id(), known.version() + 1, index),
        known,
        tokens,
        version,
        setupSessionId
      )
    );
  }

  private static Decision<Event> revoked(RecordRevocation command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    Optional<TokenState> tokens = state.find(TokenState.key(tenant, meta.getObjectId()));
    if (command.getSetupSessionId() != null) {
      return consentRevoked(command, tokens.orElse(null), state);
    }
    if (tokens.isEmpty() || !tokens.get().archived()) {
      return reject(ErrorCode.CONFLICT, "The grant is not being revoked");
    }
    if (tokens.get().lease() != null) {
      return reject(ErrorCode.CONFLICT, "A refresh is in progress, which may still issue tokens");
    }
    if (!tokens.get().discarded().isEmpty()) {
      return reject(ErrorCode.CONFLICT, "Consents that were discarded before are being revoked");
    }
    AuthConfig known = state.find(AuthConfigs.key(tenant, meta.getObjectId())).orElseThrow();
    SealedTokens sealed = Objects.requireNonNull(tokens.get().tokens(), "an archived grant has tokens until now");
    GrantRevoked event = GrantRevoked.newBuilder()
      .setMeta(EventMetas.of(meta, known.version() + 1))
      .setOutcome(command.getOutcome())
      .setAttempts(command.getAttempts())
      .setHttpStatus(command.getHttpStatus())
      .setMessage(command.getMessage())
      .setKeyId(sealed.keyId())
      .setUser(known.owner().user())
      .build();
    return new Decision.Accepted<>(List.of(TokenChanges.erased(meta, 1, tokens.get()), event));
  }

  /** The data key is erased unless other tokens or an auth config need it. */
  private static Decision<Event> consentRevoked(RecordRevocation command, @Nullable TokenState before, State state) {
    CommandMeta meta = command.getMeta();
    PendingConsent consent =
      before == null
        ? null
        : before
            .discarded()
            .stream()
            .filter(each -> each.isOf(command.getSetupSessionId(), command.getAttemptId()))
            .findFirst()
            .orElse(null);
    if (before == null || consent == null) {
      return reject(ErrorCode.CONFLICT, "The consent is not being revoked");
    }
    SetupSession session = state.find(SetupSession.key(before.tenant(), consent.setupSessionId())).orElseThrow();
    GrantTokens after = TokenChanges.revoked(meta, 1, before, consent);
    String keyId = consent.tokens().keyId();
    boolean needed =
      TokenState.of(after).needsKey(keyId) ||
      state.find(AuthConfigs.key(before.tenant(), before.id())).filter(AuthConfig::active).isPresent();
    SetupConsentRevoked event = SetupConsentRevoked.newBuilder()
      .setMeta(EventMetas.of(meta, session.id(), session.version() + 1, 0))
      .setAuthConfigId(before.id())
      .setAttemptId(consent.attemptId())
      .setOutcome(command.getOutcome())
      .setAttempts(command.getAttempts())
      .setHttpStatus(command.getHttpStatus())
      .setMessage(command.getMessage())
      .setKeyId(needed ? null : keyId)
      .build();
    return new Decision.Accepted<>(List.of(after, event));
  }

  static Decision<Event> reject(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }
}
