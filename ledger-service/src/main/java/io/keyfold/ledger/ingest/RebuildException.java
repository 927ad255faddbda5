package io.keyfold.ledger.ingest;

/** The file of a rebuild cannot be opened or written; the live one is not affected. */
final class RebuildException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RebuildException(RuntimeException cause) {
    super("the rebuild failed", cause);
  }
}
