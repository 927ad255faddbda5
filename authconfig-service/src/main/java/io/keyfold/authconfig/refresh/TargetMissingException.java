package io.keyfold.authconfig.refresh;

/** A grant cannot be refreshed at present, because what is needed for the call is missing. */
final class TargetMissingException extends RuntimeException {

  /** The vendor's endpoints could not be discovered now. May pass. */
  static final String UNREACHABLE = "discovery_unreachable";

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Creates the exception.
   *
   * @param code error code of the refresh
   * @param message what is missing, and the fix
   */
  TargetMissingException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
