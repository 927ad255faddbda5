package io.keyfold.platform.vault;

import io.keyfold.authconfig.keys.WrappedDataKey;
import java.util.Optional;

/** Where an installation notes which keyset it began with. Blocks; for the start only. */
public interface KeysetMarks {
  /** {@return the first mark that was ever published; the same for every instance} */
  Optional<WrappedDataKey> first();

  /** Publishes a mark, behind those that are there; returns when it is durable. */
  void publish(WrappedDataKey mark);
}
