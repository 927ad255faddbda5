package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.ArchiveSetupSession;
import io.keyfold.authconfig.commands.ChangeSetupSettings;
import io.keyfold.authconfig.commands.ClaimAuthorization;
import io.keyfold.authconfig.commands.CompleteSetupSession;
import io.keyfold.authconfig.commands.CreateSetupSession;
import io.keyfold.authconfig.commands.DiscardCredential;
import io.keyfold.authconfig.commands.ExpireSetupSession;
import io.keyfold.authconfig.commands.SetupSessionCommand;
import io.keyfold.authconfig.commands.SubmitConfig;
import io.keyfold.authconfig.commands.SubmitCredential;
import io.keyfold.authconfig.commands.UpdateSetupSession;
import io.keyfold.authconfig.events.SetupAuthorizationClaimed;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.authconfig.events.SetupSessionExpired;
import io.keyfold.authconfig.events.SetupSessionFailed;
import io.keyfold.authconfig.events.SetupSessionUpdated;
import io.keyfold.authconfig.events.SetupSettingsChanged;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.Owner;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.setup.model.SetupSettings;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.SetupBinding;
import io.keyfold.schema.SetupSessionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides commands on setup sessions. Credentials and their binding are in {@link SetupCredentialDecisions}. */
final class SetupDecisions {

  private static final String TOO_MANY_ATTEMPTS = "too_many_attempts";

  private SetupDecisions() {}

  static Decision<Event> decide(SetupSessionCommand command, State state) {
    return switch (command) {
      case CreateSetupSession create -> create(create, state);
      case UpdateSetupSession update -> update(update, state);
      case ArchiveSetupSession archive -> archive(archive.getMeta(), state);
      case ExpireSetupSession expire -> expire(expire.getMeta(), state);
      case ClaimAuthorization claim -> claim(claim, state);
      case SubmitConfig submit -> SetupCredentialDecisions.submit(submit, state);
      case SubmitCredential submit -> SetupCredentialDecisions.submit(submit, state);
      case DiscardCredential discard -> SetupCredentialDecisions.discard(discard, state);
      case CompleteSetupSession complete -> SetupCredentialDecisions.complete(complete, state);
      case ChangeSetupSettings change -> change(change, state);
    };
  }

  private static Decision<Event> create(CreateSetupSession command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    if (state.find(SetupSession.key(tenant, meta.getObjectId())).isPresent()) {
      return reject(ErrorCode.CONFLICT, "A setup session with this id already exists");
    }
    String deploymentId = command.getProviderDeploymentId();
    if (deploymentId != null && AuthConfigDecisions.closed(tenant, deploymentId, state)) {
      return AuthConfigDecisions.deploymentArchived(deploymentId);
    }
    Optional<AuthConfig> existing = state.find(AuthConfigs.key(tenant, command.getAuthConfigId()));
    if (command.getReconnect() && existing.filter(AuthConfig::active).isEmpty()) {
      return Decision.reject(
        new Rejection(ErrorCode.USE_AFTER_DELETE, "The auth config is archived", List.of("provider_auth_config_id"))
      );
    }
    Owner owner = new Owner(command.getUser(), command.getLabel());
    if (
      command.getSessionType() != SetupSessionType.CONFIG_ONLY &&
      !command.getReconnect() &&
      UserDecisions.ownsAlready(tenant, command.getProviderId(), deploymentId, owner, state)
    ) {
      return UserDecisions.alreadyOwned();
    }
    String verifyUrl = state.find(SetupSettings.key(tenant)).map(SetupSettings::verifyUrl).orElse(null);
    SetupBinding binding = binding(command.getCodeChallenge(), verifyUrl);
    return Decision.accept(
      SetupSessionCreated.newBuilder()
        .setMeta(EventMetas.of(meta, 1))
        .setSessionType(command.getSessionType())
        .setProviderId(command.getProviderId())
        .setProviderDeploymentId(deploymentId)
        .setAuthMethodId(command.getAuthMethodId())
        .setAppId(command.getAppId())
        .setAuthConfigId(command.getAuthConfigId())
        .setConfigId(command.getConfigId())
        .setReconnect(command.getReconnect())
        .setRedirectUrl(command.getRedirectUrl())
        .setUser(command.getUser())
        .setLabel(command.getLabel())
        .setName(command.getName())
        .setDescription(command.getDescription())
        .setMetadata(command.getMetadata())
        .setConfiguration(command.getConfiguration())
        .setScopes(command.getScopes())
        .setCodeChallenge(command.getCodeChallenge())
        .setExpiresAt(command.getExpiresAt())
        .setBinding(binding)
        .setVerifyUrl(binding == SetupBinding.VERIFY_URL ? verifyUrl : null)
        .build()
    );
  }

  private static SetupBinding binding(@Nullable String codeChallenge, @Nullable String verifyUrl) {
    if (codeChallenge != null) {
      return SetupBinding.CHALLENGE;
    }
    return verifyUrl == null ? SetupBinding.CONFIRM : SetupBinding.VERIFY_URL;
  }

  private static Decision<Event> update(UpdateSetupSession command, State state) {
    CommandMeta meta = command.getMeta();
    return known(meta, state, session -> {
      if (session.status() == SetupSession.Status.ARCHIVED) {
        return gone(session);
      }
      boolean movable =
        session.openAt(meta.getIssuedAt()) &&
        session.submission() == null &&
        session.config() == null &&
        !session.request().reconnect();
      if (!Objects.equals(command.getUser(), session.owner().user()) && !movable) {
        return Decision.reject(
          new Rejection(
            ErrorCode.CONFLICT,
            "The user can be changed only before anybody has connected: create another setup session",
            List.of("user")
          )
        );
      }
      return Decision.accept(
        SetupSessionUpdated.newBuilder()
          .setMeta(EventMetas.of(meta, session.version() + 1))
          .setName(command.getName())
          .setDescription(command.getDescription())
          .setMetadata(command.getMetadata())
          .setUser(command.getUser())
          .build()
      );
    });
  }

  private static Decision<Event> archive(CommandMeta meta, State state) {
    return known(meta, state, session -> {
      if (session.status() == SetupSession.Status.ARCHIVED) {
        return gone(session);
      }
      return new Decision.Accepted<>(archived(meta, session, 0, state));
    });
  }

  /**
   * {@return the events of archiving a session, its own last}
   *
   * @param index index of the session's event among the command's events; what is pending takes the next one
   */
  static List<Event> archived(CommandMeta meta, SetupSession session, int index, State state) {
    PendingDiscard discard = PendingDiscard.of(meta, session, index + 1, state);
    List<Event> events = new ArrayList<>(discard.events());
    events.add(archivedEvent(meta, session, index, discard.keyId()));
    return events;
  }

  /** {@return the event of archiving a session whose auth config is archived by the same command, with its tokens} */
  static Event archivedWithAuthConfig(CommandMeta meta, SetupSession session, int index) {
    return archivedEvent(meta, session, index, null);
  }

  private static Event archivedEvent(
    CommandMeta meta,
    SetupSession session,
    int index,
    @Nullable String discardedKeyId
  ) {
    return SetupSessionArchived.newBuilder()
      .setMeta(EventMetas.of(meta, session.id(), session.version() + 1, index))
      .setDiscardedKeyId(discardedKeyId)
      .build();
  }

  private static Decision<Event> expire(CommandMeta meta, State state) {
    return known(meta, state, session -> {
      if (session.status() != SetupSession.Status.PENDING || session.openAt(meta.getIssuedAt())) {
        return reject(ErrorCode.CONFLICT, "The setup session does not expire now");
      }
      PendingDiscard discard = PendingDiscard.of(meta, session, 1, state);
      return discard.then(
        SetupSessionExpired.newBuilder()
          .setMeta(EventMetas.of(meta, session.version() + 1))
          .setDiscardedKeyId(discard.keyId())
          .build()
      );
    });
  }

  /** The first claim of an attempt wins; all further ones of the same response are rejected. */
  private static Decision<Event> claim(ClaimAuthorization command, State state) {
    CommandMeta meta = command.getMeta();
    return attempt(meta, command.getAttemptId(), state, session ->
      Decision.accept(new SetupAuthorizationClaimed(EventMetas.of(meta, session.version() + 1), command.getAttemptId()))
    );
  }

  /** Decides on a new attempt at an open session; one too many ends it. */
  static Decision<Event> attempt(
    CommandMeta meta,
    String attemptId,
    State state,
    Function<SetupSession, Decision<Event>> judge
  ) {
    return open(meta, state, session -> {
      if (session.attempts().contains(attemptId)) {
        return reject(ErrorCode.CONFLICT, "This authorization response was used before");
      }
      if (session.attempts().size() < SetupSession.MAX_ATTEMPTS) {
        return judge.apply(session);
      }
      PendingDiscard discard = PendingDiscard.of(meta, session, 1, state);
      return discard.then(
        SetupSessionFailed.newBuilder()
          .setMeta(EventMetas.of(meta, session.version() + 1))
          .setReason(TOO_MANY_ATTEMPTS)
          .setDiscardedKeyId(discard.keyId())
          .build()
      );
    });
  }

  private static Decision<Event> change(ChangeSetupSettings command, State state) {
    CommandMeta meta = command.getMeta();
    long version = state
      .find(SetupSettings.key(new TenantId(meta.getTenantId())))
      .map(SetupSettings::version)
      .orElse(0L);
    return Decision.accept(new SetupSettingsChanged(EventMetas.of(meta, version + 1), command.getVerifyUrl()));
  }

  /** Decides on a session that is still open at the time of the command. */
  static Decision<Event> open(CommandMeta meta, State state, Function<SetupSession, Decision<Event>> judge) {
    return known(meta, state, session ->
      session.openAt(meta.getIssuedAt()) ? judge.apply(session) : closed(meta, session)
    );
  }

  private static Decision<Event> known(CommandMeta meta, State state, Function<SetupSession, Decision<Event>> judge) {
    Optional<SetupSession> found = state.find(SetupSession.key(new TenantId(meta.getTenantId()), meta.getObjectId()));
    if (found.isEmpty()) {
      return reject(ErrorCode.NOT_FOUND, "No provider.setup_session with this id");
    }
    SetupSession session = found.get();
    return Guards.stale(meta, session.version())
      .<Decision<Event>>map(Decision::reject)
      .orElseGet(() -> judge.apply(session));
  }

  private static Decision<Event> closed(CommandMeta meta, SetupSession session) {
    return switch (session.statusAt(meta.getIssuedAt())) {
      case COMPLETED -> reject(ErrorCode.CONFLICT, "The setup session is completed");
      case EXPIRED -> reject(ErrorCode.GONE, "The setup session is expired: create another one");
      case FAILED -> reject(ErrorCode.GONE, "The setup session failed: create another one");
      case ARCHIVED -> gone(session);
      case PENDING -> throw new IllegalStateException("a pending session is open");
    };
  }

  private static Decision<Event> gone(SetupSession session) {
    return reject(ErrorCode.GONE, "The setup session " + session.id() + " is archived");
  }

  static Decision<Event> reject(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }

  /**
   * The pending credential of a session that ends.
   *
   * @param events discards it; empty if there is none
   * @param keyId its data key, unless that belongs to an existing auth config
   */
  record PendingDiscard(List<Event> events, @Nullable String keyId) {
    static PendingDiscard of(CommandMeta meta, SetupSession session, int index, State state) {
      return SetupCredentialDecisions.pending(meta, session, state)
        .map(tokens -> SetupCredentialDecisions.discarded(meta, session, tokens, index, state))
        .orElseGet(() -> new PendingDiscard(List.of(), null));
    }

    Decision<Event> then(Event last) {
      List<Event> all = new ArrayList<>(events);
      all.add(last);
      return new Decision.Accepted<>(all);
    }
  }
}
