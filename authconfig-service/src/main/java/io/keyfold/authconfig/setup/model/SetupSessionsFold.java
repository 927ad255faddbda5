package io.keyfold.authconfig.setup.model;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.SetupAuthorizationClaimed;
import io.keyfold.authconfig.events.SetupConfigSubmitted;
import io.keyfold.authconfig.events.SetupConsentRevoked;
import io.keyfold.authconfig.events.SetupCredentialDiscarded;
import io.keyfold.authconfig.events.SetupCredentialSubmitted;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionCompleted;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.authconfig.events.SetupSessionExpired;
import io.keyfold.authconfig.events.SetupSessionFailed;
import io.keyfold.authconfig.events.SetupSessionUpdated;
import io.keyfold.authconfig.events.SetupSettingsChanged;
import io.keyfold.authconfig.grants.ConsentedAccount;
import io.keyfold.authconfig.model.Owner;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.sweep.DueIndex;
import io.keyfold.schema.EventMeta;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Folds the events of setup sessions and their settings. */
public final class SetupSessionsFold implements Fold<AuthConfigEvent> {

  /** The pending sessions by expiry time. */
  public static final DueIndex DUE = new DueIndex("setup_session_due");

  private static final Kind<SessionRef> OPEN_BY_USER = new Kind<>("setup_session_by_user", SessionRef.class);

  /**
   * An index entry.
   *
   * @param sessionId the referenced session
   */
  private record SessionRef(String sessionId) {}

  /** {@return the pending sessions of a user, oldest first, at most the limit} */
  public static List<SetupSession> openOf(State state, TenantId tenant, String user, int limit) {
    List<String> ids = new ArrayList<>();
    state.scan(Scan.prefixed(tenant, OPEN_BY_USER, encoded(user) + "/"), (id, ref) -> {
      ids.add(ref.sessionId());
      return ids.size() < limit;
    });
    return ids
      .stream()
      .flatMap(id -> state.find(SetupSession.key(tenant, id)).stream())
      .toList();
  }

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    return event instanceof SetupSessionEvent own ? apply(own, state) : List.of();
  }

  private static List<Change> apply(SetupSessionEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case SetupSessionCreated created -> created(created, state);
      case SetupSessionUpdated updated -> change(meta, state, draft -> described(draft, updated));
      case SetupAuthorizationClaimed claimed -> change(meta, state, draft -> draft.claimed(claimed.getAttemptId()));
      case SetupConfigSubmitted entered -> change(meta, state, draft ->
        draft.claimed(entered.getAttemptId()).holding(ConfigSubmission.of(entered))
      );
      case SetupCredentialSubmitted submitted -> change(meta, state, draft -> draft.holding(submission(submitted)));
      case SetupCredentialDiscarded _ -> change(meta, state, SetupDraft::discarded);
      // Only the version follows.
      case SetupConsentRevoked _ -> change(meta, state, draft -> draft);
      case SetupSessionCompleted done -> change(meta, state, draft -> completed(draft, done));
      case SetupSessionExpired _ -> change(meta, state, draft -> draft.ended(SetupSession.Status.EXPIRED, null));
      case SetupSessionArchived _ -> change(meta, state, draft -> draft.ended(SetupSession.Status.ARCHIVED, null));
      case SetupSessionFailed failed -> change(meta, state, draft ->
        draft.ended(SetupSession.Status.FAILED, failed.getReason())
      );
      case SetupSettingsChanged changed -> settings(changed, state);
    };
  }

  private static List<Change> created(SetupSessionCreated event, State state) {
    EventMeta meta = event.getMeta();
    Key<SetupSession> key = SetupSession.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    SetupSession session = new SetupSession(
      meta.getObjectId(),
      meta.getVersion(),
      SetupSession.Status.PENDING,
      new SetupRequest(
        event.getSessionType(),
        event.getProviderId(),
        event.getProviderDeploymentId(),
        event.getAuthMethodId(),
        event.getAppId(),
        event.getAuthConfigId(),
        event.getConfigId(),
        event.getReconnect(),
        event.getRedirectUrl(),
        event.getConfiguration(),
        event.getScopes()
      ),
      new UserBinding(event.getBinding(), event.getCodeChallenge(), event.getVerifyUrl()),
      new Owner(event.getUser(), event.getLabel()),
      new SetupSession.Description(event.getName(), event.getDescription(), event.getMetadata()),
      List.of(),
      null,
      null,
      null,
      event.getExpiresAt(),
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
    List<Change> changes = new ArrayList<>(DUE.moved(key.tenant(), session.id(), null, session.expiresAt()));
    changes.add(new Change.Put<>(SetupOwner.key(session.id()), new SetupOwner(key.tenant().value())));
    changes.addAll(indexed(key.tenant(), session, session.owner().user()));
    changes.add(new Change.Put<>(key, session));
    return changes;
  }

  private static List<Change> change(EventMeta meta, State state, UnaryOperator<SetupDraft> next) {
    Key<SetupSession> key = SetupSession.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    SetupSession known = state.findBefore(key, meta.getVersion()).orElse(null);
    if (known == null) {
      return List.of();
    }
    SetupSession after = next.apply(new SetupDraft(known)).at(meta);
    List<Change> changes = new ArrayList<>();
    String user = known.owner().user();
    boolean pending = after.status() == SetupSession.Status.PENDING;
    if (user != null && (!pending || !user.equals(after.owner().user()))) {
      changes.add(new Change.Delete(byUser(key.tenant(), user, known.id())));
    }
    if (pending) {
      changes.addAll(indexed(key.tenant(), after, after.owner().user()));
    } else {
      changes.addAll(DUE.moved(key.tenant(), known.id(), known.expiresAt(), null));
    }
    changes.add(new Change.Put<>(key, after));
    return changes;
  }

  private static List<Change> indexed(TenantId tenant, SetupSession session, @Nullable String user) {
    return user == null
      ? List.of()
      : List.of(new Change.Put<>(byUser(tenant, user, session.id()), new SessionRef(session.id())));
  }

  private static Key<SessionRef> byUser(TenantId tenant, String user, String id) {
    return new Key<>(tenant, OPEN_BY_USER, encoded(user) + "/" + id);
  }

  // A user's id is any text, which must not contain what keys reserve.
  private static String encoded(String user) {
    return URLEncoder.encode(user, StandardCharsets.UTF_8);
  }

  private static SetupDraft described(SetupDraft draft, SetupSessionUpdated event) {
    return draft.described(
      event.getUser(),
      new SetupSession.Description(event.getName(), event.getDescription(), event.getMetadata())
    );
  }

  private static SetupDraft completed(SetupDraft draft, SetupSessionCompleted event) {
    return draft.completed(event.getUser());
  }

  private static Submission submission(SetupCredentialSubmitted event) {
    return new Submission(
      event.getAttemptId(),
      event.getAuthMethodId(),
      event.getKind(),
      event.getBrowserHash(),
      event.getHandleHash(),
      ConsentedAccount.of(event.getAccount()),
      event.getScopesRequested(),
      event.getScopesGranted(),
      event.getFieldsHint()
    );
  }

  private static List<Change> settings(SetupSettingsChanged event, State state) {
    EventMeta meta = event.getMeta();
    Key<SetupSettings> key = SetupSettings.key(new TenantId(meta.getTenantId()));
    return state.hasPassed(key, meta.getVersion())
      ? List.of()
      : List.of(
          new Change.Put<>(key, new SetupSettings(meta.getVersion(), event.getVerifyUrl(), meta.getRecordedAt()))
        );
  }
}
