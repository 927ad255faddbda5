package io.keyfold.session.secrets;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.schema.NewSessionSecret;
import io.keyfold.session.sessions.Session;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The secret that is created together with a session. */
public final class FirstSecrets {

  private final State state;
  private final ClientSecrets texts;
  private final SecretLifetimes lifetimes;
  private final Clock clock;

  FirstSecrets(State state, ClientSecrets texts, SecretLifetimes lifetimes, Clock clock) {
    this.state = state;
    this.texts = texts;
    this.lifetimes = lifetimes;
    this.clock = clock;
  }

  /** {@return the first secret of a new session} */
  public NewSessionSecret of(String sessionId, Instant at) {
    return new NewSessionSecret(SessionSecret.firstId(sessionId), SessionSecret.FIRST_NAME, lifetimes.end(at));
  }

  /** {@return the text for the response to the session's creation; empty if the secret is not usable any more} */
  public Optional<Shown> show(TenantId tenant, Session session) {
    return session.archived()
      ? Optional.empty()
      : new SessionSecrets(state, tenant, session)
          .find(SessionSecret.firstId(session.id()))
          .filter(secret -> secret.usable(clock.instant()))
          .map(secret -> new Shown(new ShownSecret(texts.of(session.id(), secret.id())), secret.expiresAt()));
  }

  /**
   * A secret for the caller.
   *
   * @param text its text
   * @param expiresAt expiry time
   */
  public record Shown(ShownSecret text, Instant expiresAt) {}
}
