package io.keyfold.authconfig.setup.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;

/**
 * Index from a setup session to its tenant, for browsers, which have no API key.
 *
 * @param tenantId the tenant
 */
public record SetupOwner(String tenantId) {
  private static final Kind<SetupOwner> KIND = new Kind<>("setup_session_owner", SetupOwner.class);

  /** {@return the key of a session's entry} */
  public static Key<SetupOwner> key(String sessionId) {
    return new Key<>(TenantId.PLATFORM, KIND, sessionId);
  }
}
