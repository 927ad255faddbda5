package io.keyfold.session.sessions;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;

/**
 * Index from a session to its tenant, for callers with the session's secret instead of an API key.
 *
 * @param tenantId the tenant
 */
public record SessionOwner(String tenantId) {
  private static final Kind<SessionOwner> KIND = new Kind<>("session_owner", SessionOwner.class);

  /** {@return the key of a session's owner} */
  public static Key<SessionOwner> key(String sessionId) {
    return new Key<>(TenantId.PLATFORM, KIND, sessionId);
  }
}
