package io.keyfold.session.secrets;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.NewSessionSecret;
import io.keyfold.session.commands.CreateSessionSecret;
import io.keyfold.session.commands.RevokeSessionSecret;
import io.keyfold.session.commands.RotateSessionSecret;
import io.keyfold.session.commands.SecretCommand;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.events.SessionSecretCreated;
import io.keyfold.session.events.SessionSecretRevoked;
import io.keyfold.session.events.SessionSecretRotated;
import io.keyfold.session.sessions.Session;
import java.time.Instant;
import java.util.function.Function;

/** Decides commands on the secrets of an open session. Pure. */
public final class SecretDecisions {

  private SecretDecisions() {}

  /**
   * {@return the decision}
   *
   * @param session the command's session, which is open
   */
  public static Decision<SessionEvent> decide(SecretCommand command, Session session, State state) {
    SessionSecrets secrets = new SessionSecrets(state, new TenantId(command.getMeta().getTenantId()), session);
    return switch (command) {
      case CreateSessionSecret create -> create(create, secrets);
      case RotateSessionSecret rotate -> onUsable(rotate.getPreviousId(), rotate.getMeta(), secrets, previous ->
        rotate(rotate, previous, secrets)
      );
      case RevokeSessionSecret revoke -> onUsable(revoke.getMeta().getObjectId(), revoke.getMeta(), secrets, secret ->
        Decision.accept(
          new SessionSecretRevoked(EventMetas.of(revoke.getMeta(), secret.version() + 1), secret.sessionId())
        )
      );
    };
  }

  private static Decision<SessionEvent> create(CreateSessionSecret command, SessionSecrets secrets) {
    CommandMeta meta = command.getMeta();
    if (secrets.find(meta.getObjectId()).isPresent()) {
      return taken();
    }
    return secrets.usable(meta.getIssuedAt()).size() >= SessionSecret.MAX_USABLE
      ? tooMany()
      : Decision.accept(new SessionSecretCreated(EventMetas.of(meta, 1), command.getSessionId(), command.getSecret()));
  }

  private static Decision<SessionEvent> rotate(
    RotateSessionSecret command,
    SessionSecret previous,
    SessionSecrets secrets
  ) {
    CommandMeta meta = command.getMeta();
    Instant at = meta.getIssuedAt();
    if (secrets.find(meta.getObjectId()).isPresent()) {
      return taken();
    }
    if (previous.replacedBy() != null) {
      return reject(ErrorCode.CONFLICT, "The secret was already replaced by " + previous.replacedBy());
    }
    Instant wanted = command.getPreviousUsableUntil();
    Instant until = wanted == null || wanted.isBefore(at) ? at : earlier(wanted, previous.expiresAt());
    int usable = secrets.usable(at).size();
    if (until.isAfter(at) && usable >= SessionSecret.MAX_USABLE) {
      return tooMany();
    }
    NewSessionSecret secret = new NewSessionSecret(meta.getObjectId(), previous.name(), command.getExpiresAt());
    return Decision.accept(
      new SessionSecretRotated(EventMetas.of(meta, 1), previous.sessionId(), previous.id(), until, secret)
    );
  }

  private static Decision<SessionEvent> onUsable(
    String id,
    CommandMeta meta,
    SessionSecrets secrets,
    Function<SessionSecret, Decision<SessionEvent>> effect
  ) {
    SessionSecret secret = secrets.find(id).orElse(null);
    if (secret == null) {
      return reject(ErrorCode.NOT_FOUND, "The session has no secret with this id");
    }
    Long expected = meta.getExpectedVersion();
    if (expected != null && expected != secret.version()) {
      return reject(
        ErrorCode.PRECONDITION_FAILED,
        "The object is at version " + secret.version() + ": read it again and retry the change"
      );
    }
    if (secret.revokedAt() != null) {
      return reject(ErrorCode.GONE, "The secret was revoked");
    }
    return secret.usable(meta.getIssuedAt())
      ? effect.apply(secret)
      : reject(ErrorCode.GONE, "The secret has expired: create another one");
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Decision<SessionEvent> taken() {
    return reject(ErrorCode.CONFLICT, "A secret with this id already exists");
  }

  private static Decision<SessionEvent> tooMany() {
    return reject(
      ErrorCode.CONFLICT,
      "A session has at most " + SessionSecret.MAX_USABLE + " usable secrets: revoke one that is not needed any more"
    );
  }

  private static Decision<SessionEvent> reject(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }
}
