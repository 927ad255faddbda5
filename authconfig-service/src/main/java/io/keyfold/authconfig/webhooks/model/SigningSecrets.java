package io.keyfold.authconfig.webhooks.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.SealedValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signing secrets of an endpoint, still encrypted.
 *
 * @param current the current secret
 * @param previous the previous secret; null if there is none
 */
public record SigningSecrets(Version current, @Nullable Previous previous) {
  private static final String PURPOSE = "webhook_endpoint.secret";

  /**
   * A version of the secret.
   *
   * @param number its number, from 1; part of the seal context
   * @param sealed the sealed secret
   */
  public record Version(long number, SealedValue sealed) {}

  /**
   * The previous version.
   *
   * @param version the version
   * @param usableUntil end of its grace period
   */
  public record Previous(Version version, Instant usableUntil) {}

  /** {@return the context that a version of the secret is sealed in} */
  public static SealContext context(TenantId tenant, String endpointId, long number) {
    return new SealContext(tenant, endpointId, number, PURPOSE);
  }

  /** {@return the secrets of a new endpoint} */
  static SigningSecrets first(SealedValue sealed) {
    return new SigningSecrets(new Version(1, sealed), null);
  }

  /** {@return the secrets after a rotation} */
  SigningSecrets rotated(long number, SealedValue sealed, @Nullable Instant previousUsableUntil) {
    return new SigningSecrets(
      new Version(number, sealed),
      previousUsableUntil == null ? null : new Previous(current, previousUsableUntil)
    );
  }

  /** {@return the versions that sign at this time, the newest first} */
  public List<Version> signing(Instant now) {
    List<Version> versions = new ArrayList<>(List.of(current));
    if (previous != null && now.isBefore(previous.usableUntil())) {
      versions.add(previous.version());
    }
    return versions;
  }
}
