package io.keyfold.platform.log.decide;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The format level of a decide task's state, stored with it: which releases can read all of it. During an upgrade, a
 * task may move from a newer release to an older one. The older release must not decide it: it would ignore state that
 * the newer release's rules depend on, and would drop it on its next write.
 */
final class DecideLevel {

  /** Raised by a release whose state contains data that the previous release cannot read. */
  static final int LEVEL = 1;

  /** The level of a store that has no level entry. */
  private static final int FIRST = 1;

  /** Tenants' keys never begin with NUL. */
  private static final Bytes KEY = Bytes.wrap("\0level".getBytes(StandardCharsets.UTF_8));

  private DecideLevel() {}

  /**
   * Marks the store with the release's level.
   *
   * @param own the release's level
   * @throws NewerReleaseException if the store has a higher level
   */
  static void claim(KeyValueStore<Bytes, byte[]> store, int own) {
    byte[] found = store.get(KEY);
    int level = found == null ? FIRST : Integer.parseInt(new String(found, StandardCharsets.UTF_8));
    if (level > own) {
      throw new NewerReleaseException("the state has level " + level + ", this release supports up to " + own);
    }
    if (level < own) {
      store.put(KEY, Integer.toString(own).getBytes(StandardCharsets.UTF_8));
    }
  }
}
