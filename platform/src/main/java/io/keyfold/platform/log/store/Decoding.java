package io.keyfold.platform.log.store;

import io.keyfold.platform.log.Kind;

/** Makes objects of what a store keeps of them. Thread-safe. */
@FunctionalInterface
public interface Decoding {
  /** {@return the object that the bytes are of} */
  <T> T decode(Kind<T> kind, byte[] bytes);
}
