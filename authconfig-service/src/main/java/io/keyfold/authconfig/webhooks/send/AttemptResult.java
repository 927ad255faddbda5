package io.keyfold.authconfig.webhooks.send;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one HTTP call.
 *
 * @param httpStatus status of the response; null: no response
 * @param error why it failed; null: it succeeded
 * @param retryAt earliest time of the next call that the receiver asked for
 */
record AttemptResult(@Nullable Integer httpStatus, @Nullable Failure error, @Nullable Instant retryAt) {
  /** Why an attempt failed. */
  enum Failure {
    /** The URL or its address is not allowed. Nothing was sent. */
    ADDRESS_REFUSED,
    /** The egress proxy did not connect to the endpoint. Nothing was sent. */
    EGRESS_PROXY,
    /** No connection: unknown name, refused, timeout of connecting, TLS. */
    UNREACHABLE,
    /** The connection was lost before the response. */
    CONNECTION_LOST,
    /** No response in time. */
    TIMEOUT,
    /** A redirect, which is not followed. */
    REDIRECT,
    /** A status other than 2xx and 3xx. */
    HTTP_STATUS,
    /** The endpoint is disabled. Nothing was sent. */
    ENDPOINT_DISABLED,
    /** The endpoint is archived. Nothing was sent. */
    ENDPOINT_ARCHIVED;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static AttemptResult failed(Failure error) {
    return new AttemptResult(null, error, null);
  }

  static AttemptResult answered(int status, @Nullable Instant retryAt) {
    return new AttemptResult(status, error(status), retryAt);
  }

  private static @Nullable Failure error(int status) {
    return switch (status / 100) {
      case 2 -> null;
      case 3 -> Failure.REDIRECT;
      default -> Failure.HTTP_STATUS;
    };
  }

  /** {@return whether a call was made} */
  boolean counted() {
    return error != Failure.ENDPOINT_DISABLED && error != Failure.ENDPOINT_ARCHIVED;
  }

  /** {@return the outcome as a metric's tag} */
  String outcome() {
    return error == null ? "delivered" : error.wire();
  }
}
