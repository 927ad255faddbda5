package io.keyfold.authconfig.versions;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.vault.SealedValue;

/**
 * The sealed value of one version, kept so that it can be restored. Removed when the version is retired or forgotten.
 *
 * @param value the sealed value
 */
public record SealedVersion(SealedValue value) {
  private static final Kind<SealedVersion> KIND = new Kind<>("sealed_version", SealedVersion.class);

  /** {@return the key of a version's value} */
  public static Key<SealedVersion> key(TenantId tenant, String authConfigId, long number) {
    return new Key<>(tenant, KIND, authConfigId + "/" + number);
  }
}
