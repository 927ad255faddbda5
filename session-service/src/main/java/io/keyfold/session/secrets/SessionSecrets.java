package io.keyfold.session.secrets;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.session.sessions.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the secrets of a session. Pure. */
final class SessionSecrets {

  private final State state;
  private final TenantId tenant;
  private final Session session;

  SessionSecrets(State state, TenantId tenant, Session session) {
    this.state = state;
    this.tenant = tenant;
    this.session = session;
  }

  /** {@return the secrets of the session with this id, if there is one} */
  static Optional<SessionSecrets> of(State state, TenantId tenant, String sessionId) {
    return state.find(Session.key(tenant, sessionId)).map(session -> new SessionSecrets(state, tenant, session));
  }

  /** {@return the secret, also if it is not usable any more} */
  Optional<SessionSecret> find(String id) {
    return state
      .find(SessionSecret.key(tenant, session.id(), id))
      .or(() -> old().filter(secret -> secret.id().equals(id)));
  }

  /** {@return the secrets that are usable at the time, oldest first} */
  List<SessionSecret> usable(Instant now) {
    return current()
      .ids()
      .stream()
      .flatMap(id -> find(id).stream())
      .filter(secret -> secret.usable(now))
      .toList();
  }

  CurrentSecrets current() {
    return state
      .find(CurrentSecrets.key(tenant, session.id()))
      .orElseGet(() -> new CurrentSecrets(List.of(SessionSecret.firstId(session.id()))));
  }

  /** {@return the secret of a session that was created before secrets expired, until it is stored} */
  Optional<SessionSecret> old() {
    boolean stored =
      state.find(CurrentSecrets.key(tenant, session.id())).isPresent() ||
      state.find(SessionSecret.key(tenant, session.id(), SessionSecret.firstId(session.id()))).isPresent();
    return stored ? Optional.empty() : Optional.of(SessionSecret.ofOldSession(session));
  }
}
