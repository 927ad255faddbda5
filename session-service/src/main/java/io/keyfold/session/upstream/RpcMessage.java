package io.keyfold.session.upstream;

import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC message of a provider. A message that is not a response, notification or request has neither result nor
 * error.
 *
 * @param id id of the request that it answers; null if the provider could not read the request
 * @param method method of a request or notification
 * @param result the result
 * @param error the provider's error
 */
record RpcMessage<R>(@Nullable Object id, @Nullable String method, @Nullable R result, @Nullable Fault error) {
  /**
   * A JSON-RPC error. Both fields are required, but some servers omit them.
   *
   * @param code the error code
   * @param message the error message
   */
  record Fault(@Nullable Integer code, @Nullable String message) {}

  boolean answers(long request) {
    boolean answer = method == null && (result != null || error != null);
    return answer && (id == null ? error != null : id.toString().equals(Long.toString(request)));
  }
}
