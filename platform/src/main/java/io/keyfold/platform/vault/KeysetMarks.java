package io.keyfold.platform.vault;

import io.keyfold.authconfig.keys.WrappedDataKey;
import java.util.Optional;

/** Stores marks of the keysets that an installation uses. Blocks; used at startup only. */
public interface KeysetMarks {
  /**
   * {@return the first published mark of a keyset; the same for every instance}
   *
   * @param prefix prefix of the ids of this keyset's marks
   */
  Optional<WrappedDataKey> first(String prefix);

  /** Appends a mark; returns when it is durable. */
  void publish(WrappedDataKey mark);
}
