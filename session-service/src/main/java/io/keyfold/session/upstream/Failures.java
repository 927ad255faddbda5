package io.keyfold.session.upstream;

import io.keyfold.platform.error.ApiException;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads what the SDK throws. Nothing of its texts is passed on. */
final class Failures {

  private static final int MAX_DEPTH = 20;

  private Failures() {}

  /** {@return whether the provider no longer knows the connection; the request was not carried out} */
  static boolean sessionLost(Throwable e) {
    return find(e, McpTransportSessionNotFoundException.class) != null;
  }

  /** {@return the error that the provider answered a request with, if that is what it is} */
  static @Nullable ProviderRefusal refusal(Throwable e) {
    return e instanceof McpError error &&
      error.getJsonRpcError() != null &&
      error.getJsonRpcError().data() instanceof ProviderRefusal refusal
      ? refusal
      : null;
  }

  /** {@return the failure to tell the caller of} */
  static RuntimeException of(Throwable e) {
    ApiException api = find(e, ApiException.class);
    if (api != null) {
      return api;
    }
    ProviderFailure failure = find(e, ProviderFailure.class);
    if (failure != null) {
      return failure;
    }
    McpError error = find(e, McpError.class);
    if (error != null && error.getJsonRpcError() != null) {
      return error.getJsonRpcError().data() instanceof ProviderFailure inPlace
        ? inPlace
        : ProviderFailure.error("refused the MCP handshake");
    }
    if (find(e, TimeoutException.class) != null) {
      return ProviderFailure.timeout();
    }
    return ProviderFailure.error("answered in a way that is not MCP");
  }

  private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
