package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.Rotation;
import io.keyfold.authconfig.versions.TypedCredential;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.schema.CommandMeta;
import java.time.Instant;
import java.util.Optional;

/** Creates the events of rotations. */
final class VersionEvents {

  private VersionEvents() {}

  /**
   * {@return the rotation, or why there is none}
   *
   * @param index number of events that the same command emits before
   */
  static Decision<AuthConfigEvent> rotated(
    CommandMeta meta,
    AuthConfig known,
    TypedCredential typed,
    Rotation rotation,
    int index
  ) {
    Instant now = meta.getIssuedAt();
    Optional<Rejection> refused = typed.versions().additionRefused(now);
    if (refused.isPresent()) {
      return Decision.reject(refused.get());
    }
    CredentialVersion forgotten = typed.versions().forgottenByAddition(now).orElse(null);
    CredentialVersion restored = rotation.restored();
    boolean restoresForgotten = restored != null && forgotten != null && restored.keyId().equals(forgotten.keyId());
    Instant until = rotation.previousUsableUntil();
    return Decision.accept(
      AuthConfigRotated.newBuilder()
        .setMeta(EventMetas.of(meta, known.id(), known.version() + 1 + index, index))
        .setProviderDeploymentId(known.deploymentId())
        .setCredentialVersion(known.credentialVersion() + 1)
        .setValue(rotation.value())
        .setValueVersion(restored == null ? null : restored.valueVersion())
        .setRestoredFrom(restored == null ? null : restored.number())
        .setPreviousUsableUntil(until != null && until.isAfter(now) ? until : null)
        .setExpiresAt(rotation.expiresAt())
        .setExpiryNotices(rotation.expiryNotices())
        .setForgottenVersion(forgotten == null ? null : forgotten.number())
        .setForgottenKeyId(
          forgotten == null || restoresForgotten ? null : typed.versions().ownKey(forgotten).orElse(null)
        )
        .build()
    );
  }
}
