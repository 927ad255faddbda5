package io.keyfold.platform.web;

/**
 * A keyed hash of a request, by which a repetition under an idempotency key is told from another request. Keyed, because the
 * hash goes to the log and a body may hold a secret that could be guessed.
 */
@FunctionalInterface
public interface RequestFingerprint {
  /**
   * {@return HMAC-SHA-256 over the parts, each preceded by its length, as lower-case hex}
   *
   * @param method the HTTP method
   * @param path the path, without query
   * @param body the body's bytes, as sent
   */
  String of(String method, String path, byte[] body);
}
