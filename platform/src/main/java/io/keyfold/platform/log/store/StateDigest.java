package io.keyfold.platform.log.store;

import io.keyfold.platform.id.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** A digest of a store's content: equal stores on two instances, or before and after a rebuild, have equal digests. */
public final class StateDigest {

  private StateDigest() {}

  /** {@return SHA-256 over all keys and values in order, in hex; reads the whole store} */
  public static String of(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    MessageDigest digest = Sha256.begin();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        digest.update(entry.key.get());
        digest.update((byte) '\n');
        digest.update(entry.value);
        digest.update((byte) '\n');
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
