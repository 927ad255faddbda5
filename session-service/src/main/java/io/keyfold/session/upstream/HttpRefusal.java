package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RpcMessage;
import org.jspecify.annotations.Nullable;

/**
 * A server answered with an HTTP status that is no success. Its texts may contain the credential, so they are not part
 * of the exception's message.
 */
final class HttpRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Answer answer;

  /**
   * What it said.
   *
   * @param fault the JSON-RPC error in the body, if it is one
   * @param text the first characters of the body, if it is text
   * @param challenge header {@code WWW-Authenticate}
   * @param retryAfter header {@code Retry-After}
   * @param location header {@code Location}
   */
  record Answer(
    RpcMessage.@Nullable Fault fault,
    String text,
    @Nullable String challenge,
    @Nullable String retryAfter,
    @Nullable String location
  ) {}

  HttpRefusal(int status, Answer answer) {
    super("the server responded with HTTP " + status, null, false, false);
    this.status = status;
    this.answer = answer;
  }

  int status() {
    return status;
  }

  Answer answer() {
    return answer;
  }
}
