package io.keyfold.ledger.archive;

/** The archive and the ledger contradict each other, so that an operator must decide. */
final class ArchiveException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ArchiveException(String message) {
    super(message);
  }
}
