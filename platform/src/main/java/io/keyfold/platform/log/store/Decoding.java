package io.keyfold.platform.log.store;

import io.keyfold.platform.log.Kind;

/** Decodes stored objects. Thread-safe. */
@FunctionalInterface
public interface Decoding {
  /** {@return the decoded object} */
  <T> T decode(Kind<T> kind, byte[] bytes);
}
