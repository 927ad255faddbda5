package io.keyfold.session.upstream;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.Causes;
import java.util.concurrent.TimeoutException;

/** Names what went wrong with a call. Nothing of the texts of others is passed on. */
final class Failures {

  private Failures() {}

  /** {@return the failure to tell the caller of} */
  static RuntimeException of(Throwable e) {
    for (Throwable cause : Causes.of(e)) {
      switch (cause) {
        case ApiException api -> {
          return api;
        }
        case ProviderFailure failure -> {
          return failure;
        }
        case ProviderRefusal refusal -> {
          return ProviderFailure.error("answered with error " + refusal.code());
        }
        case SessionLost lost -> {
          return ProviderFailure.error("knows no MCP session that it has just begun");
        }
        case TimeoutException slow -> {
          return ProviderFailure.timeout();
        }
        default -> {
        }
      }
    }
    return ProviderFailure.error("answered in a way that is not MCP");
  }
}
