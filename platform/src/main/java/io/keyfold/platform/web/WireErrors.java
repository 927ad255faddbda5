package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.NotAcceptableStatusException;
import reactor.core.Exceptions;

/** Converts framework exceptions to API errors. Framework messages are not passed on, because they can quote input. */
final class WireErrors {

  private WireErrors() {}

  /** {@return the error for the caller; null for an internal failure} */
  static @Nullable ApiException explain(Throwable failure, ServerHttpRequest request) {
    Throwable cause = Exceptions.unwrap(failure);
    return switch (cause) {
      case ApiException known -> known;
      case DataBufferLimitException tooLarge -> RequestBody.tooLarge();
      case NotAcceptableStatusException unwanted -> notAcceptable(unwanted.getSupportedMediaTypes());
      case ErrorResponse response -> ofStatus(response.getStatusCode().value(), request);
      default -> null;
    };
  }

  /** {@return the 404 error of an unknown path} */
  static ApiException nothingHere() {
    return ApiException.of(ErrorCode.NOT_FOUND, "There is nothing at this path", "Check the path and the method");
  }

  /** {@return the 406 of a caller that does not take what there is} */
  static ApiException notAcceptable() {
    return ApiException.of(ErrorCode.NOT_ACCEPTABLE, "Responses are JSON", "Accept application/json");
  }

  private static ApiException notAcceptable(List<MediaType> available) {
    return available.isEmpty() || available.contains(MediaType.APPLICATION_JSON)
      ? notAcceptable()
      : ApiException.of(
          ErrorCode.NOT_ACCEPTABLE,
          "There is no response in an acceptable format",
          "Accept " + MediaType.toString(available)
        );
  }

  private static @Nullable ApiException ofStatus(int status, ServerHttpRequest request) {
    return switch (status) {
      case 400 -> ApiException.of(ErrorCode.BAD_REQUEST, "The request could not be read");
      case 404 -> nothingHere();
      case 405 -> ApiException.of(
        ErrorCode.METHOD_NOT_ALLOWED,
        request.getMethod().name() + " is not supported at this path",
        "The header Allow lists the supported methods"
      );
      case 406 -> notAcceptable();
      case 413 -> RequestBody.tooLarge();
      case 415 -> ApiException.of(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "The body must be JSON",
        "Send the header Content-Type: application/json"
      );
      case 503 -> ApiException.of(ErrorCode.UNAVAILABLE, "The service is not ready", "Retry the request");
      default -> null;
    };
  }
}
