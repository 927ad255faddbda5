package io.keyfold.session.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.NewSessionSecret;
import io.keyfold.session.commands.CreateSession;
import io.keyfold.session.commands.CreateSessionSecret;
import io.keyfold.session.commands.RevokeSessionSecret;
import io.keyfold.session.commands.RotateSessionSecret;
import io.keyfold.session.commands.SessionCommand;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.sessions.SessionDecider;
import io.keyfold.session.sessions.SessionsFold;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sessions with secrets, decided and folded in memory. */
final class SessionLog {

  /** Both folds over the events of sessions. */
  static final Fold<SessionEvent> FOLD = (event, state) ->
    Stream.<Fold<SessionEvent>>of(new SecretsFold(), new SessionsFold())
      .<Change>flatMap(fold -> fold.apply(event, state).stream())
      .toList();

  private final SessionDecider decider = new SessionDecider();
  private final MapState state = new MapState();
  private final List<SessionEvent> events = new ArrayList<>();

  State state() {
    return state;
  }

  List<SessionEvent> events() {
    return events;
  }

  /** Applies the command if it is accepted. */
  Decision<SessionEvent> decide(SessionCommand command) {
    Decision<SessionEvent> decision = decider.decide(command, state);
    if (decision instanceof Decision.Accepted<SessionEvent> accepted) {
      state.apply(FOLD, accepted.events());
      events.addAll(accepted.events());
    }
    return decision;
  }

  void accepted(SessionCommand command) {
    assertThat(decide(command)).isInstanceOf(Decision.Accepted.class);
  }

  void refused(ErrorCode code, SessionCommand command) {
    assertThat(decide(command)).isInstanceOfSatisfying(Decision.Rejected.class, rejected ->
      assertThat(rejected.rejection().code()).isEqualTo(code)
    );
  }

  SessionSecret secret(String id) {
    return secrets().find(id).orElseThrow();
  }

  List<String> usable(Instant now) {
    return secrets().usable(now).stream().map(SessionSecret::id).toList();
  }

  private SessionSecrets secrets() {
    return SessionSecrets.of(state, Fixtures.TENANT, "ses_1").orElseThrow();
  }

  /** {@return the creation of a session; an old one has no expiry time of its secret} */
  static CreateSession session(String id, boolean old) {
    NewSessionSecret first = new NewSessionSecret(SessionSecret.firstId(id), "default", Fixtures.AT.plusSeconds(100));
    return CreateSession.newBuilder()
      .setMeta(Events.command(id, null))
      .setProviders(List.of())
      .setSecret(old ? null : first)
      .build();
  }

  static CreateSessionSecret create(String id, Instant at, long seconds) {
    NewSessionSecret secret = new NewSessionSecret(id, "named " + id, at.plusSeconds(seconds));
    return new CreateSessionSecret(meta(id, at), "ses_1", secret);
  }

  static RotateSessionSecret rotate(String id, String previous, Instant at, @Nullable Instant until) {
    return new RotateSessionSecret(meta(id, at), "ses_1", previous, until, at.plusSeconds(100));
  }

  static RevokeSessionSecret revoke(String id, Instant at) {
    return new RevokeSessionSecret(meta(id, at), "ses_1");
  }

  static CommandMeta meta(String id, Instant at) {
    return CommandMeta.newBuilder(Events.command(id, null)).setIssuedAt(at).build();
  }
}
