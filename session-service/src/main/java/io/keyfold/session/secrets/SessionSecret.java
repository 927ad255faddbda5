package io.keyfold.session.secrets;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.schema.NewSessionSecret;
import io.keyfold.session.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a session, without its text.
 *
 * @param id its id ({@code sks_})
 * @param version version of its last event
 * @param sessionId the session
 * @param name display name
 * @param expiresAt expiry time; earlier than at its creation if it was replaced
 * @param revokedAt revocation time
 * @param replacedBy the secret that replaced it
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record SessionSecret(
  String id,
  long version,
  String sessionId,
  String name,
  Instant expiresAt,
  @Nullable Instant revokedAt,
  @Nullable String replacedBy,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  /** Maximum number of usable secrets of a session. */
  public static final int MAX_USABLE = 20;

  /** Name of a session's first secret. */
  public static final String FIRST_NAME = "default";

  static final String ID_PREFIX = "sks_";

  private static final Kind<SessionSecret> KIND = new Kind<>("session_secret", SessionSecret.class);

  /** Sessions that were created before secrets expired have one secret without an expiry time on the log. */
  private static final Duration OLD_LIFETIME = Duration.ofHours(24);

  static Key<SessionSecret> key(TenantId tenant, String sessionId, String id) {
    return new Key<>(tenant, KIND, sessionId + "/" + id);
  }

  /** {@return the id of a session's first secret: the session's id with another prefix} */
  public static String firstId(String sessionId) {
    return ID_PREFIX + sessionId.substring(sessionId.indexOf('_') + 1);
  }

  static SessionSecret created(NewSessionSecret created, String sessionId, Instant at) {
    return new SessionSecret(
      created.getId(),
      1,
      sessionId,
      created.getName(),
      created.getExpiresAt(),
      null,
      null,
      at,
      at
    );
  }

  static SessionSecret ofOldSession(Session session) {
    Instant at = session.createdAt();
    NewSessionSecret first = new NewSessionSecret(firstId(session.id()), FIRST_NAME, at.plus(OLD_LIFETIME));
    return created(first, session.id(), at);
  }

  boolean usable(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }

  SessionSecret revoked(long newVersion, Instant at) {
    return new SessionSecret(id, newVersion, sessionId, name, expiresAt, at, replacedBy, createdAt, at);
  }

  SessionSecret replaced(String by, Instant usableUntil, Instant at) {
    return new SessionSecret(id, version + 1, sessionId, name, usableUntil, revokedAt, by, createdAt, at);
  }
}
