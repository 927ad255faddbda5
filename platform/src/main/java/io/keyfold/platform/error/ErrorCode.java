package io.keyfold.platform.error;

import java.util.Locale;

/** Every error code of the API, with its HTTP status. The wire shows the name in lower case. */
public enum ErrorCode {
  BAD_REQUEST(400),
  INVALID_DATA(400),
  USE_AFTER_DELETE(400),
  AUTH_CONFIG_REQUIRED(400),
  PROVIDER_MISMATCH(400),
  PROVIDER_REQUIRED(400),
  INVALID_AUTH_METHOD(400),
  INVALID_DEFAULT_AUTH_CONFIG(400),
  INVALID_TOOL_ACTION(400),
  AUTHENTICATION_REQUIRED(400),
  AUTHENTICATION_NOT_SUPPORTED(400),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  REQUEST_TIMEOUT(408),
  CONFLICT(409),
  GONE(410),
  PRECONDITION_FAILED(412),
  PAYLOAD_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  IDEMPOTENCY_KEY_REUSED(422),
  TOO_MANY_REQUESTS(429),
  INTERNAL_SERVER_ERROR(500),
  PROVIDER_REFUSED_CREDENTIAL(502),
  PROVIDER_ERROR(502),
  PROVIDER_UNREACHABLE(502),
  UNAVAILABLE(503),
  PROVIDER_TIMEOUT(504);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** {@return the HTTP status} */
  public int status() {
    return status;
  }

  /** {@return the code as the wire shows it} */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the code that a wire text names, or {@link #INTERNAL_SERVER_ERROR} for one of a newer release} */
  public static ErrorCode ofWire(String wire) {
    for (ErrorCode code : values()) {
      if (code.wire().equals(wire)) {
        return code;
      }
    }
    return INTERNAL_SERVER_ERROR;
  }
}
