package io.keyfold.authconfig.setup.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's settings of setup sessions.
 *
 * @param version number of changes, from 1
 * @param verifyUrl the tenant's page that identifies users; null: none
 * @param updatedAt time of the last change
 */
public record SetupSettings(long version, @Nullable String verifyUrl, Instant updatedAt) implements Versioned {
  private static final Kind<SetupSettings> KIND = new Kind<>("setup_settings", SetupSettings.class);

  /** {@return the key of a tenant's settings} */
  public static Key<SetupSettings> key(TenantId tenant) {
    return new Key<>(tenant, KIND, "settings");
  }
}
