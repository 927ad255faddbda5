package io.keyfold.platform.vault;

import io.keyfold.authconfig.keys.WrappedDataKey;
import java.util.Optional;

/** Stores marks of the keyset that an installation uses. Blocks; used at startup only. */
public interface KeysetMarks {
  /** {@return the first published mark; the same for every instance} */
  Optional<WrappedDataKey> first();

  /** Appends a mark; returns when it is durable. */
  void publish(WrappedDataKey mark);
}
