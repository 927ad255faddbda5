package io.keyfold.session.upstream;

/**
 * A provider responded with a JSON-RPC error. Its message may contain the credential, so it is not part of the
 * exception's message.
 */
final class ProviderRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String text;

  /**
   * Creates a refusal.
   *
   * @param code the error code
   * @param text the provider's message, or a replacement
   */
  ProviderRefusal(int code, String text) {
    super("the provider responded with error " + code, null, false, false);
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }
}
