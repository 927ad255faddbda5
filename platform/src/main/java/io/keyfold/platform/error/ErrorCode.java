package io.keyfold.platform.error;

import java.util.Locale;

/** The error codes of the API with their HTTP status. JSON contains the name in lower case. */
public enum ErrorCode {
  /** The request cannot be read: its encoding, its path, or a combination of parameters that nothing can answer. */
  BAD_REQUEST(400),
  /** A field, parameter or header is missing, unknown or has a value that is not allowed. {@code errors} names each. */
  INVALID_DATA(400),
  /** The request refers to an object that is archived, or to a credential that was erased. */
  USE_AFTER_DELETE(400),
  /** The deployment has no auth config. Create one with its {@code provider_deployment_id}. */
  AUTH_CONFIG_REQUIRED(400),
  /** The request combines objects of different providers or deployments. */
  PROVIDER_MISMATCH(400),
  /** The auth config is bound to no deployment. Name the {@code provider_deployment_id} that is to use it. */
  PROVIDER_REQUIRED(400),
  /** The provider has no such auth method, or its schema cannot be used. */
  INVALID_AUTH_METHOD(400),
  /** A default auth config is for deployments that are created later, so it cannot name one. */
  INVALID_DEFAULT_AUTH_CONFIG(400),
  /** A tool filter of the deployment, auth config or session forbids this tool. */
  INVALID_TOOL_ACTION(400),
  /** There is no OAuth app for the consent, or several of the tenant and none is named. */
  MISSING_OAUTH_CREDENTIALS(400),
  /** The user has not connected yet, or must reconnect. The hint names the request that creates a link for the user. */
  AUTHENTICATION_REQUIRED(400),
  /** The provider needs settings, and there are none. The hint names the request that creates them. */
  CONFIG_REQUIRED(400),
  /** The session's user has several credentials for the deployment. Name one in the session provider. */
  AMBIGUOUS(400),
  /** The user's access token has expired and cannot be refreshed. The user must reconnect. */
  AUTHENTICATION_EXPIRED(400),
  /** The provider takes no credentials. */
  AUTHENTICATION_NOT_SUPPORTED(400),
  /** The request has no API key, or one that is unknown, expired or revoked. */
  UNAUTHORIZED(401),
  /** A budget is exhausted. The message names it and the time of its reset; the header {@code Retry-After} has the seconds. */
  BUDGET_EXCEEDED(402),
  /** The API key lacks a scope. The message names it. */
  FORBIDDEN(403),
  /** There is nothing with this id or at this path. Another tenant's object is answered the same. */
  NOT_FOUND(404),
  /** The path exists and does not support this method. The header {@code Allow} lists those that it does. */
  METHOD_NOT_ALLOWED(405),
  /** The response cannot be of a media type that the header {@code Accept} names. */
  NOT_ACCEPTABLE(406),
  /** The body did not arrive in time; the connection is closed. Send the request again. */
  REQUEST_TIMEOUT(408),
  /** The object exists already, or changed at the same time. Read it, then decide. */
  CONFLICT(409),
  /** The object is archived and cannot be changed. */
  GONE(410),
  /** The object has another version than {@code If-Match} names. Read it and repeat the change. */
  PRECONDITION_FAILED(412),
  /** The body is larger than 1 MiB, or the object would become too large. */
  PAYLOAD_TOO_LARGE(413),
  /** The body is not declared as {@code application/json}. */
  UNSUPPORTED_MEDIA_TYPE(415),
  /** The Idempotency-Key was used for another request. Use a new one. */
  IDEMPOTENCY_KEY_REUSED(422),
  /** Too many requests of this kind. Retry after {@code Retry-After} seconds. */
  TOO_MANY_REQUESTS(429),
  /** The provider limits its rate. Retry after {@code Retry-After} seconds, if the provider says when. */
  PROVIDER_RATE_LIMITED(429),
  /** The server failed. Report the request id of the header {@code X-Request-ID}. */
  INTERNAL_SERVER_ERROR(500),
  /** The provider refused the credential. Check or rotate it. */
  PROVIDER_REFUSED_CREDENTIAL(502),
  /** The user's access token has expired, and the provider did not issue a new one. Retry later. */
  OAUTH_TOKEN_REFRESH_FAILED(502),
  /** The provider answered with an error or with something that is not MCP. */
  PROVIDER_ERROR(502),
  /** The provider cannot be reached. */
  PROVIDER_UNREACHABLE(502),
  /**
   * The request could not be served in time. Retry after {@code Retry-After} seconds, a write with the same
   * Idempotency-Key.
   */
  UNAVAILABLE(503),
  /** The provider did not answer in time. Whether the tool has run is not known. */
  PROVIDER_TIMEOUT(504);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** {@return the HTTP status} */
  public int status() {
    return status;
  }

  /** {@return the code as in JSON} */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return whether the error is an {@link ApiException} with this code} */
  public boolean isCodeOf(Throwable error) {
    return error instanceof ApiException known && known.code() == this;
  }

  /** {@return the code with the name in JSON; {@link #INTERNAL_SERVER_ERROR} for an unknown one of a newer release} */
  public static ErrorCode ofWire(String wire) {
    for (ErrorCode code : values()) {
      if (code.wire().equals(wire)) {
        return code;
      }
    }
    return INTERNAL_SERVER_ERROR;
  }
}
