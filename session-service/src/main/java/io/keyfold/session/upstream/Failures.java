package io.keyfold.session.upstream;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.Causes;
import java.util.concurrent.TimeoutException;

/** Maps failures of calls to error messages. Third-party texts are never passed on. */
final class Failures {

  private Failures() {}

  /** {@return the failure to report to the caller} */
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
          return ProviderFailure.error("responded with error " + refusal.code());
        }
        case SessionLost lost -> {
          return ProviderFailure.error("does not recognise an MCP session that it has just started");
        }
        case TimeoutException slow -> {
          return ProviderFailure.timeout();
        }
        default -> {
        }
      }
    }
    return ProviderFailure.error("sent a response that is not valid MCP");
  }
}
