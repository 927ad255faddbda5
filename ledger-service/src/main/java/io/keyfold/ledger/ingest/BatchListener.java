package io.keyfold.ledger.ingest;

import io.keyfold.ledger.store.Batch;

/** Receives each batch once it is in the store, on the thread that wrote it; must not block. */
@FunctionalInterface
public interface BatchListener {
  /** The batch is in the store. */
  void written(Batch batch);
}
