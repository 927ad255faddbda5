package io.keyfold.session.upstream;

/** A provider answered a request with an error of JSON-RPC. What it says of it may hold the credential, and is in no exception's text. */
final class ProviderRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String text;

  /**
   * A refusal.
   *
   * @param code the error's code
   * @param text what the provider says, or what stands for it
   */
  ProviderRefusal(int code, String text) {
    super("the provider answered with error " + code, null, false, false);
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
