package io.keyfold.ledger.exports;

/** An export cannot be done, on any instance and however often it is tried. */
final class ExportFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * Creates it.
   *
   * @param reason a code
   * @param message for people
   */
  ExportFailedException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
