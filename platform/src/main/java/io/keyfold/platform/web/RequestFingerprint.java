package io.keyfold.platform.web;

/**
 * Computes a keyed hash of a request, which distinguishes a retry with the same idempotency key from another request.
 * Keyed, because the hash is on the log and the body may contain a guessable secret.
 */
@FunctionalInterface
public interface RequestFingerprint {
  /**
   * {@return HMAC-SHA-256 over the length-prefixed parts, as lower-case hex}
   *
   * @param method the HTTP method
   * @param path the path, without query
   * @param body the body's bytes, as sent
   */
  String of(String method, String path, byte[] body);
}
