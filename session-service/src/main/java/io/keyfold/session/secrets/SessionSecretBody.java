package io.keyfold.session.secrets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a session.
 *
 * @param object always {@code session.secret}
 * @param status {@code active}, {@code expired} or {@code revoked}
 * @param sessionId the session
 * @param secret the text; null except in the responses to its creation and rotation
 * @param expiresAt expiry time; earlier than at its creation if it was replaced
 * @param replacedBy the secret that replaced it
 */
record SessionSecretBody(
  String object,
  String id,
  String status,
  String sessionId,
  String name,
  @Nullable ShownSecret secret,
  Instant expiresAt,
  @Nullable Instant revokedAt,
  @Nullable String replacedBy,
  Instant createdAt,
  Instant updatedAt
) {
  static final String OBJECT = "session.secret";

  static SessionSecretBody of(SessionSecret secret, @Nullable ShownSecret text, Instant now) {
    return new SessionSecretBody(
      OBJECT,
      secret.id(),
      status(secret, now),
      secret.sessionId(),
      secret.name(),
      text,
      secret.expiresAt(),
      secret.revokedAt(),
      secret.replacedBy(),
      secret.createdAt(),
      secret.updatedAt()
    );
  }

  private static String status(SessionSecret secret, Instant now) {
    if (secret.revokedAt() != null) {
      return "revoked";
    }
    return secret.usable(now) ? "active" : "expired";
  }
}
