package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.CredentialVersions;
import io.keyfold.authconfig.versions.Rotation;
import io.keyfold.authconfig.versions.TypedCredential;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.Rejection;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.Optional;

/** Creates the events of rotations. */
final class VersionEvents {

  private VersionEvents() {}

  /**
   * {@return the rotation, or why there is none}
   *
   * @param meta envelope of the event
   */
  static Decision<AuthConfigEvent> rotated(EventMeta meta, AuthConfig known, TypedCredential typed, Rotation rotation) {
    Instant now = meta.getRecordedAt();
    Optional<Rejection> refused = typed.versions().additionRefused(now);
    if (refused.isPresent()) {
      return Decision.reject(refused.get());
    }
    CredentialVersion restored = rotation.restored();
    CredentialVersions.Addition addition = typed.versions().addition(restored, now);
    Instant until = rotation.previousUsableUntil();
    return Decision.accept(
      AuthConfigRotated.newBuilder()
        .setMeta(meta)
        .setProviderDeploymentId(known.deploymentId())
        .setCredentialVersion(known.credentialVersion() + 1)
        .setValue(rotation.value())
        .setValueVersion(restored == null ? null : restored.valueVersion())
        .setRestoredFrom(restored == null ? null : restored.number())
        .setUser(known.owner().user())
        .setPreviousUsableUntil(until != null && until.isAfter(now) ? until : null)
        .setExpiresAt(rotation.expiresAt())
        .setExpiryNotices(rotation.expiryNotices())
        .setForgottenVersion(addition.forgotten())
        .setForgottenKeyId(addition.forgottenKeyId())
        .build()
    );
  }
}
