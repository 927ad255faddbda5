package io.keyfold.authconfig.versions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a secret, without the secret.
 *
 * @param number from 1, without gaps
 * @param keyId the data key that seals its value
 * @param valueVersion the version for which its value was sealed; differs from the number if it was restored
 * @param createdAt when it became current
 * @param expiresAt when the provider stops to accept it, if known
 * @param restoredFrom the earlier version whose value it has
 * @param usableUntil end of its grace period once it is replaced; null: not limited
 * @param retiredAt when it was retired
 */
public record CredentialVersion(
  long number,
  String keyId,
  long valueVersion,
  Instant createdAt,
  @Nullable Instant expiresAt,
  @Nullable Long restoredFrom,
  @Nullable Instant usableUntil,
  @Nullable Instant retiredAt
) {
  /** Whether a version is used. */
  public enum Status {
    /** It is used. */
    CURRENT,
    /** It was replaced and is used if the provider refuses the current one. */
    GRACE,
    /** It is not used, and can be restored. */
    SUPERSEDED,
    /** It is not used, and its value is erased. */
    RETIRED,
  }

  /** {@return whether it has the same value as another version} */
  boolean sameValue(CredentialVersion other) {
    return keyId.equals(other.keyId) && valueVersion == other.valueVersion;
  }

  boolean isRetired() {
    return retiredAt != null;
  }

  /** {@return whether the version is usable: it is current, or replaced and within its grace period} */
  public boolean inGrace(Instant now) {
    return !isRetired() && (usableUntil == null || now.isBefore(usableUntil));
  }

  CredentialVersion usableUntil(@Nullable Instant end) {
    return new CredentialVersion(number, keyId, valueVersion, createdAt, expiresAt, restoredFrom, end, retiredAt);
  }

  CredentialVersion retired(Instant at) {
    return new CredentialVersion(number, keyId, valueVersion, createdAt, expiresAt, restoredFrom, usableUntil, at);
  }
}
