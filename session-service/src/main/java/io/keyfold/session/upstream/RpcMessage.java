package io.keyfold.session.upstream;

import org.jspecify.annotations.Nullable;

/**
 * What a provider's message of JSON-RPC may hold. What is not an answer, a notification or a request of the provider, has neither result
 * nor error.
 *
 * @param id of the request that it answers; null where the provider could not read the request
 * @param method of a request or notification
 * @param result the result
 * @param error the provider's refusal
 */
record RpcMessage<R>(@Nullable Object id, @Nullable String method, @Nullable R result, @Nullable Fault error) {
  /**
   * An error of JSON-RPC. Both parts are required, and left out all the same.
   *
   * @param code its code
   * @param message its message
   */
  record Fault(@Nullable Integer code, @Nullable String message) {}

  boolean answers(long request) {
    boolean answer = method == null && (result != null || error != null);
    return answer && (id == null ? error != null : id.toString().equals(Long.toString(request)));
  }
}
