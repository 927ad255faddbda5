package io.keyfold.deployment.bootstrap;

import io.keyfold.platform.access.ApiKeySecret;

/** Shows the generated first key to the operator. The key is shown once and not stored in plaintext. */
@FunctionalInterface
public interface FirstKeyAnnouncer {
  /** Shows the key to the operator without writing it to a log. */
  void announce(ApiKeySecret key);
}
