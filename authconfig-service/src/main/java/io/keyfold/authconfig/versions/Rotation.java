package io.keyfold.authconfig.versions;

import io.keyfold.schema.Sealed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new current value.
 *
 * @param value the sealed value
 * @param restored the earlier version whose value it is; null if it is new
 * @param previousUsableUntil end of the grace period of the replaced version; null: none
 * @param expiresAt when it expires, if known
 * @param expiryNotices seconds before the expiry at which it is announced
 */
public record Rotation(
  Sealed value,
  @Nullable CredentialVersion restored,
  @Nullable Instant previousUsableUntil,
  @Nullable Instant expiresAt,
  List<Integer> expiryNotices
) {
  /** Copies the notices. */
  public Rotation {
    expiryNotices = List.copyOf(expiryNotices);
  }

  /** {@return a rotation to a value without grace period or expiry} */
  public static Rotation to(Sealed value) {
    return new Rotation(value, null, null, null, List.of());
  }

  /** {@return the same with a grace period of the replaced version} */
  public Rotation until(@Nullable Instant end) {
    return new Rotation(value, restored, end, expiresAt, expiryNotices);
  }

  /** {@return the same with an expiry} */
  public Rotation expiring(@Nullable Instant at, List<Integer> notices) {
    return new Rotation(value, restored, previousUsableUntil, at, notices);
  }

  /** {@return the same as the restoration of an earlier version, with its expiry} */
  public Rotation restoring(CredentialVersion earlier, List<Integer> notices) {
    return new Rotation(value, earlier, previousUsableUntil, earlier.expiresAt(), notices);
  }
}
