package io.keyfold.authconfig.erase;

import io.keyfold.authconfig.events.AppArchived;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.GrantRevoked;
import io.keyfold.authconfig.events.SetupCredentialDiscarded;
import io.keyfold.authconfig.events.SetupCredentialSubmitted;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionExpired;
import io.keyfold.authconfig.events.SetupSessionFailed;
import io.keyfold.platform.log.follow.FollowUp;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Determines the data key that an event erases. Pure. Archiving is permanent, so the value is never opened again; a
 * second tombstone of the same key has no effect.
 */
public final class ErasurePolicy {

  private ErasurePolicy() {}

  /** {@return the tombstone that follows from the event, if any} */
  public static Optional<FollowUp> tombstoneFor(AuthConfigEvent event) {
    return erased(event).map(keyId -> new FollowUp(keyId, null, new RecordHeaders()));
  }

  private static Optional<String> erased(AuthConfigEvent event) {
    return Optional.ofNullable(
      switch (event) {
        case AuthConfigArchived archived -> archived.getKeyId();
        case AppArchived archived -> archived.getKeyId();
        case GrantRevoked revoked -> revoked.getKeyId();
        case SetupCredentialSubmitted submitted -> submitted.getDiscardedKeyId();
        case SetupCredentialDiscarded discarded -> discarded.getDiscardedKeyId();
        case SetupSessionExpired expired -> expired.getDiscardedKeyId();
        case SetupSessionArchived archived -> archived.getDiscardedKeyId();
        case SetupSessionFailed failed -> failed.getDiscardedKeyId();
        default -> null;
      }
    );
  }
}
