package io.keyfold.session.secrets;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.NewSessionSecret;
import io.keyfold.session.events.SecretEvent;
import io.keyfold.session.events.SessionCreated;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.events.SessionSecretCreated;
import io.keyfold.session.events.SessionSecretRevoked;
import io.keyfold.session.events.SessionSecretRotated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds the secrets of sessions. As in {@link io.keyfold.session.sessions.SessionsFold}, the object of an event is
 * changed last, so that an event can be applied again after a crash.
 */
public final class SecretsFold implements Fold<SessionEvent> {

  @Override
  public List<Change> apply(SessionEvent event, State state) {
    return switch (event) {
      case SessionCreated created -> first(created, state);
      case SecretEvent secret -> secret(secret, state);
      default -> List.of();
    };
  }

  private static List<Change> first(SessionCreated event, State state) {
    NewSessionSecret secret = event.getSecret();
    EventMeta meta = event.getMeta();
    TenantId tenant = tenant(meta);
    String sessionId = meta.getObjectId();
    if (secret == null || state.hasPassed(SessionSecret.key(tenant, sessionId, secret.getId()), 1)) {
      return List.of();
    }
    return List.of(
      new Change.Put<>(CurrentSecrets.key(tenant, sessionId), new CurrentSecrets(List.of(secret.getId()))),
      put(tenant, SessionSecret.created(secret, sessionId, meta.getRecordedAt()))
    );
  }

  private static List<Change> secret(SecretEvent event, State state) {
    TenantId tenant = tenant(event.getMeta());
    SessionSecrets secrets = SessionSecrets.of(state, tenant, event.getSessionId()).orElse(null);
    if (secrets == null) {
      return List.of();
    }
    return switch (event) {
      case SessionSecretCreated created -> created(created, secrets, state);
      case SessionSecretRotated rotated -> rotated(rotated, secrets, state);
      case SessionSecretRevoked revoked -> revoked(revoked, secrets);
    };
  }

  private static List<Change> created(SessionSecretCreated event, SessionSecrets secrets, State state) {
    EventMeta meta = event.getMeta();
    TenantId tenant = tenant(meta);
    String sessionId = event.getSessionId();
    if (state.hasPassed(SessionSecret.key(tenant, sessionId, meta.getObjectId()), meta.getVersion())) {
      return List.of();
    }
    Instant at = meta.getRecordedAt();
    List<Change> changes = stored(tenant, secrets);
    CurrentSecrets current = secrets.current().with(meta.getObjectId(), id -> usable(secrets, id, at));
    changes.add(new Change.Put<>(CurrentSecrets.key(tenant, sessionId), current));
    changes.add(put(tenant, SessionSecret.created(event.getSecret(), sessionId, at)));
    return changes;
  }

  private static List<Change> rotated(SessionSecretRotated event, SessionSecrets secrets, State state) {
    EventMeta meta = event.getMeta();
    TenantId tenant = tenant(meta);
    String sessionId = event.getSessionId();
    String id = meta.getObjectId();
    if (state.hasPassed(SessionSecret.key(tenant, sessionId, id), meta.getVersion())) {
      return List.of();
    }
    Instant at = meta.getRecordedAt();
    Instant until = event.getPreviousUsableUntil();
    List<Change> changes = stored(tenant, secrets);
    secrets
      .find(event.getPreviousId())
      .filter(previous -> !id.equals(previous.replacedBy()))
      .ifPresent(previous -> changes.add(put(tenant, previous.replaced(id, until, at))));
    CurrentSecrets current = secrets
      .current()
      .with(id, each -> each.equals(event.getPreviousId()) ? until.isAfter(at) : usable(secrets, each, at));
    changes.add(new Change.Put<>(CurrentSecrets.key(tenant, sessionId), current));
    changes.add(put(tenant, SessionSecret.created(event.getSecret(), sessionId, at)));
    return changes;
  }

  private static List<Change> revoked(SessionSecretRevoked event, SessionSecrets secrets) {
    EventMeta meta = event.getMeta();
    TenantId tenant = tenant(meta);
    SessionSecret secret = secrets
      .find(meta.getObjectId())
      .filter(known -> known.version() < meta.getVersion())
      .orElse(null);
    if (secret == null) {
      return List.of();
    }
    List<Change> changes = stored(tenant, secrets);
    CurrentSecrets current = secrets.current().without(secret.id());
    changes.add(new Change.Put<>(CurrentSecrets.key(tenant, event.getSessionId()), current));
    changes.add(put(tenant, secret.revoked(meta.getVersion(), meta.getRecordedAt())));
    return changes;
  }

  /** Stores the secret of an old session before the list of current secrets, whose presence hides it. */
  private static List<Change> stored(TenantId tenant, SessionSecrets secrets) {
    List<Change> changes = new ArrayList<>();
    secrets.old().ifPresent(old -> changes.add(put(tenant, old)));
    return changes;
  }

  private static boolean usable(SessionSecrets secrets, String id, Instant at) {
    return secrets
      .find(id)
      .filter(secret -> secret.usable(at))
      .isPresent();
  }

  private static Change put(TenantId tenant, SessionSecret secret) {
    return new Change.Put<>(SessionSecret.key(tenant, secret.sessionId(), secret.id()), secret);
  }

  private static TenantId tenant(EventMeta meta) {
    return new TenantId(meta.getTenantId());
  }
}
