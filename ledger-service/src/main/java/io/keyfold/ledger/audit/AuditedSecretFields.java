package io.keyfold.ledger.audit;

import io.keyfold.session.events.SecretEvent;
import io.keyfold.session.events.SessionSecretCreated;
import io.keyfold.session.events.SessionSecretRevoked;
import io.keyfold.session.events.SessionSecretRotated;

/** Allow-list of the fields of events about session secrets that audit events contain. */
final class AuditedSecretFields {

  private AuditedSecretFields() {}

  static FieldCollector of(SecretEvent event) {
    FieldCollector facts = new FieldCollector().and("session_id", event.getSessionId());
    return switch (event) {
      case SessionSecretCreated it -> facts
        .and("name", it.getSecret().getName())
        .and("expires_at", it.getSecret().getExpiresAt().toString());
      case SessionSecretRotated it -> facts
        .and("name", it.getSecret().getName())
        .and("expires_at", it.getSecret().getExpiresAt().toString())
        .and("previous_secret_id", it.getPreviousId())
        .and("previous_usable_until", it.getPreviousUsableUntil().toString());
      case SessionSecretRevoked it -> facts;
    };
  }
}
