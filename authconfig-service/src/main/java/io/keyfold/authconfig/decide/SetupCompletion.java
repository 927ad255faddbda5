package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.CompleteSetupSession;
import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.ConfigCreated;
import io.keyfold.authconfig.events.SetupSessionCompleted;
import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenChanges;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.Owner;
import io.keyfold.authconfig.setup.model.ConfigSubmission;
import io.keyfold.authconfig.setup.model.SetupRequest;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.setup.model.Submission;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.authconfig.versions.Rotation;
import io.keyfold.authconfig.versions.TypedCredential;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.Event;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.TokenChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The events that make a pending credential usable. All of them commit together, the session's own last: when it is
 * completed, its auth config exists.
 */
final class SetupCompletion {

  private final CommandMeta meta;
  private final SetupSession session;
  private final Submission submission;
  private final TokenState tokens;
  private final SealedTokens pending;
  private final @Nullable String user;
  private final @Nullable AuthConfig known;
  private final State state;

  private SetupCompletion(
    CommandMeta meta,
    SetupSession session,
    Submission submission,
    TokenState tokens,
    @Nullable String user,
    @Nullable AuthConfig known,
    State state
  ) {
    PendingConsent consent = Objects.requireNonNull(tokens.pending(), "only called for pending tokens");
    this.meta = meta;
    this.session = session;
    this.submission = submission;
    this.tokens = tokens.ownedBy(user);
    this.pending = consent.tokens();
    this.user = user;
    this.known = known;
    this.state = state;
  }

  /** {@return the decision; the proof is valid, and the result can be used} */
  static Decision<Event> of(CompleteSetupSession command, SetupSession session, TokenState tokens, State state) {
    Submission submission = Objects.requireNonNull(session.submission(), "only called for a submitted credential");
    CommandMeta meta = command.getMeta();
    SetupRequest request = session.request();
    AuthConfig known = request.reconnect()
      ? state.find(AuthConfigs.key(new TenantId(meta.getTenantId()), request.authConfigId())).orElseThrow()
      : null;
    String expected = session.owner().user();
    String user = known != null ? known.owner().user() : expected == null ? command.getUser() : expected;
    return new SetupCompletion(meta, session, submission, tokens, user, known, state).decide();
  }

  private Decision<Event> decide() {
    if (known != null && (known.grant() != null) != consented()) {
      return SetupDecisions.reject(ErrorCode.CONFLICT, "The auth config has a credential of another kind");
    }
    if (known != null && !consented() && pending.valueVersion() != known.credentialVersion() + 1) {
      return SetupDecisions.reject(ErrorCode.CONFLICT, "The value was changed in the meantime: type it again");
    }
    Owner owner = new Owner(user, session.owner().label());
    SetupRequest request = session.request();
    if (
      known == null &&
      UserDecisions.ownsAlready(tokens.tenant(), request.providerId(), request.deploymentId(), owner, state)
    ) {
      return UserDecisions.alreadyOwned();
    }
    if (consented()) {
      return accepted(consent());
    }
    return known == null
      ? accepted(List.of(withoutPending(), created()))
      : switch (rotated(known)) {
          case Decision.Accepted<AuthConfigEvent>(List<AuthConfigEvent> rotation) -> {
            List<Event> events = new ArrayList<>(List.of(withoutPending()));
            events.addAll(rotation);
            yield accepted(events);
          }
          case Decision.Rejected<AuthConfigEvent> refused -> Decision.reject(refused.rejection());
        };
  }

  private Decision<Event> accepted(List<Event> effects) {
    return completed(meta, session, effects, user);
  }

  /** {@return the decision on a session that asks for settings only; the proof is valid} */
  static Decision<Event> ofSettings(CompleteSetupSession command, SetupSession session) {
    String expected = session.owner().user();
    return completed(command.getMeta(), session, List.of(), expected == null ? command.getUser() : expected);
  }

  private static Decision<Event> completed(
    CommandMeta meta,
    SetupSession session,
    List<? extends Event> effects,
    @Nullable String user
  ) {
    SetupRequest request = session.request();
    List<Event> events = new ArrayList<>(effects);
    if (request.configId() != null) {
      events.add(config(meta, session, request.configId(), user, events.size() + 1));
    }
    events.add(
      SetupSessionCompleted.newBuilder()
        .setMeta(EventMetas.of(meta, session.version() + 1))
        .setSessionType(request.type())
        .setProviderId(request.providerId())
        .setProviderDeploymentId(request.deploymentId())
        .setAuthConfigId(request.authConfigId())
        .setConfigId(request.configId())
        .setUser(user)
        .setBinding(session.binding().mode())
        .build()
    );
    return new Decision.Accepted<>(events);
  }

  private static ConfigCreated config(
    CommandMeta meta,
    SetupSession session,
    String id,
    @Nullable String user,
    int index
  ) {
    ConfigSubmission entered = Objects.requireNonNull(session.config(), "only called when the settings are known");
    return ConfigCreated.newBuilder()
      .setMeta(EventMetas.of(meta, id, 1, index))
      .setProviderId(session.request().providerId())
      .setProviderDeploymentId(session.request().deploymentId())
      .setUser(user)
      .setName(session.about().name())
      .setDescription(session.about().description())
      .setMetadata(session.about().metadata())
      .setValue(entered.value())
      .setSetupSessionId(session.id())
      .build();
  }

  private boolean consented() {
    return submission.kind() == CredentialKind.OAUTH_AUTOMATED;
  }

  private List<Event> consent() {
    if (known != null) {
      return GrantDecisions.replaced(meta, 1, known, tokens, pending.toAvro(), TokenChange.CONNECTED, session.id());
    }
    ConnectGrant grant = grant();
    return List.of(
      TokenChanges.replaced(meta, 1, tokens, grant.getTokens(), TokenChange.CONNECTED),
      GrantEvents.connected(EventMetas.of(meta, tokens.id(), 1, 2), grant)
    );
  }

  private ConnectGrant grant() {
    SetupRequest request = session.request();
    return ConnectGrant.newBuilder()
      .setMeta(meta)
      .setProviderId(request.providerId())
      .setProviderDeploymentId(request.deploymentId())
      .setAuthMethodId(submission.authMethodId())
      .setUser(user)
      .setLabel(session.owner().label())
      .setName(session.about().name())
      .setDescription(session.about().description())
      .setMetadata(session.about().metadata())
      .setSource(GrantSource.SETUP_SESSION)
      .setSetupSessionId(session.id())
      .setTokens(pending.toAvro())
      .build();
  }

  /** A typed value moves to the auth config; it has no place among the tokens. */
  private GrantTokens withoutPending() {
    return TokenChanges.withoutPending(meta, 1, tokens);
  }

  private Decision<AuthConfigEvent> rotated(AuthConfig current) {
    return state
      .find(TypedCredential.key(tokens.tenant(), current.id()))
      .map(typed ->
        VersionEvents.rotated(
          EventMetas.of(meta, current.id(), current.version() + 1, 2),
          current,
          typed,
          Rotation.to(pending.access().toSealed())
        )
      )
      .orElseThrow(() -> new IllegalStateException("a typed auth config has versions"));
  }

  private AuthConfigCreated created() {
    SetupRequest request = session.request();
    return AuthConfigCreated.newBuilder()
      .setMeta(EventMetas.of(meta, request.authConfigId(), 1, 2))
      .setProviderId(request.providerId())
      .setProviderDeploymentId(request.deploymentId())
      .setAuthMethodId(submission.authMethodId())
      .setKind(submission.kind())
      .setName(session.about().name())
      .setDescription(session.about().description())
      .setMetadata(session.about().metadata())
      .setFieldsHint(submission.fieldsHint())
      .setValue(pending.access().toSealed())
      .setCredentialVersion(1)
      .setUser(user)
      .setLabel(session.owner().label())
      .setSetupSessionId(session.id())
      .build();
  }
}
