package io.keyfold.platform.vault;

import io.keyfold.authconfig.keys.WrappedDataKey;
import java.util.Optional;

/** Where an installation notes which keysets it began with. Blocks; for the start only. */
public interface KeysetMarks {
  /**
   * {@return the first mark of a keyset that was ever published; the same for every instance}
   *
   * @param prefix leads the ids of this keyset's marks
   */
  Optional<WrappedDataKey> first(String prefix);

  /** Publishes a mark, behind those that are there; returns when it is durable. */
  void publish(WrappedDataKey mark);
}
