package io.keyfold.platform.log.decide;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The level of a decide task's state, kept in its store: which releases understand all of it. A task that moves from a newer
 * release to an older one during an upgrade must not be decided there: the older one would not see what the newer one's
 * rules rest on, and would drop it from what it writes.
 */
final class DecideLevel {

  /** Raised by a release whose state says something that the release before does not understand. */
  static final int LEVEL = 1;

  /** The level of a store that does not tell one. */
  private static final int FIRST = 1;

  /** No tenant's key begins with NUL. */
  private static final Bytes KEY = Bytes.wrap("\0level".getBytes(StandardCharsets.UTF_8));

  private DecideLevel() {}

  /**
   * Marks the store as one of a release.
   *
   * @param own the release's level
   * @throws NewerReleaseException if it is one of a newer release
   */
  static void claim(KeyValueStore<Bytes, byte[]> store, int own) {
    byte[] found = store.get(KEY);
    int level = found == null ? FIRST : Integer.parseInt(new String(found, StandardCharsets.UTF_8));
    if (level > own) {
      throw new NewerReleaseException("the state is of level " + level + ", this release understands " + own);
    }
    if (level < own) {
      store.put(KEY, Integer.toString(own).getBytes(StandardCharsets.UTF_8));
    }
  }
}
