package io.keyfold.deployment.bootstrap;

import io.keyfold.platform.access.ApiKeySecret;

/** Tells the operator the first key that was generated. It is told once and is nowhere else. */
@FunctionalInterface
public interface FirstKeyAnnouncer {
  /** Shows the key to the operator, in a way that no log collects. */
  void announce(ApiKeySecret key);
}
