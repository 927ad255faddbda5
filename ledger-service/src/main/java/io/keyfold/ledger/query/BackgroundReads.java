package io.keyfold.ledger.query;

import io.keyfold.ledger.store.LedgerStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the store on the caller's thread, without the timeout of requests. Each read should be short, since the store is
 * only closed between two reads. For one thread; {@link #close} from any.
 */
public final class BackgroundReads implements AutoCloseable {

  private final LedgerStore store;
  private final AtomicReference<@Nullable Snapshot> running = new AtomicReference<>();
  private volatile boolean closed;

  /** Reads the store. */
  public BackgroundReads(LedgerStore store) {
    this.store = store;
  }

  /**
   * {@return the result of the work on a snapshot; empty if the store is closed}
   *
   * @throws io.keyfold.ledger.store.StoreException if a query fails, or was cancelled by {@link #close}
   */
  public <T> Optional<T> run(Function<Snapshot, T> work) {
    return store.read(database -> {
      try (Snapshot snapshot = new Snapshot(database)) {
        running.set(snapshot);
        if (closed) {
          snapshot.cancel();
        }
        return work.apply(snapshot);
      } finally {
        running.set(null);
      }
    });
  }

  /** Cancels the running query; later ones fail. */
  @Override
  public void close() {
    closed = true;
    Snapshot snapshot = running.get();
    if (snapshot != null) {
      snapshot.cancel();
    }
  }
}
