package io.keyfold.platform.log.idempotency;

import java.time.Instant;

/** An object that an {@link ExpiringObjects} stores for a limited time. */
public interface Expiring {
  /** {@return the id of its cause, which distinguishes it from a later object under the same id} */
  String cause();

  /** {@return when its time begins} */
  Instant at();
}
