package io.keyfold.ledger.ingest;

import io.keyfold.ledger.store.StoreException;

/** The file of a rebuild cannot be written; the live one is not affected. */
final class RebuildException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RebuildException(StoreException cause) {
    super("the rebuild failed", cause);
  }
}
