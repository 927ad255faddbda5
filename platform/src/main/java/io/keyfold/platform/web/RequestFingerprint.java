package io.keyfold.platform.web;

/**
 * Computes a hash of a request, which distinguishes a retry with the same idempotency key from another request. Keyed in
 * a service whose requests may contain a secret, because the hash is on the log and would help to guess it.
 */
@FunctionalInterface
public interface RequestFingerprint {
  /**
   * {@return SHA-256, or HMAC-SHA-256 if keyed, over the length-prefixed parts, as lower-case hex}
   *
   * @param method the HTTP method
   * @param path the path, without query
   * @param body the body's bytes, as sent
   */
  String of(String method, String path, byte[] body);
}
