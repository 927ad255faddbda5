package io.keyfold.session.upstream;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;

/** The error of calls that Keyfold does not make because of its own limits, which says nothing about the provider. */
final class Busy {

  private Busy() {}

  /** {@return the error of too many calls at one provider} */
  static ApiException atProvider() {
    return because("Too many concurrent calls to this provider");
  }

  static ApiException because(String why) {
    return ApiException.of(ErrorCode.UNAVAILABLE, why + ": retry the request");
  }
}
