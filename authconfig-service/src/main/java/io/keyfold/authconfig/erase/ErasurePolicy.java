package io.keyfold.authconfig.erase;

import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.platform.log.follow.FollowUp;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Which data key an event erases. Pure. Archiving is for good, so nothing opens the value any more; a second tombstone of the
 * same key changes nothing.
 */
public final class ErasurePolicy {

  private ErasurePolicy() {}

  /** {@return the tombstone that follows, if one does} */
  public static Optional<FollowUp> tombstoneFor(AuthConfigEvent event) {
    return event instanceof AuthConfigArchived archived
      ? Optional.ofNullable(archived.getKeyId()).map(keyId -> new FollowUp(keyId, null, new RecordHeaders()))
      : Optional.empty();
  }
}
