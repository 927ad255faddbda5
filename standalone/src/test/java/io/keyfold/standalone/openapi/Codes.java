package io.keyfold.standalone.openapi;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.JsonBody;
import java.lang.reflect.Parameter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The error codes of an endpoint: those that follow from its arguments, and those that it declares. */
final class Codes {

  private Codes() {}

  static Set<ErrorCode> of(List<Endpoint> handlers, boolean authenticated) {
    Set<ErrorCode> codes = EnumSet.of(
      ErrorCode.BAD_REQUEST,
      // A header that any request may carry, such as Keyfold-Consistency.
      ErrorCode.INVALID_DATA,
      ErrorCode.NOT_ACCEPTABLE,
      ErrorCode.INTERNAL_SERVER_ERROR,
      ErrorCode.UNAVAILABLE
    );
    if (authenticated) {
      codes.addAll(List.of(ErrorCode.UNAUTHORIZED, ErrorCode.FORBIDDEN, ErrorCode.TOO_MANY_REQUESTS));
    }
    for (Endpoint endpoint : handlers) {
      if (endpoint.ofObject()) {
        codes.add(ErrorCode.NOT_FOUND);
      }
      for (Parameter argument : endpoint.handler().getParameters()) {
        if (argument.isAnnotationPresent(JsonBody.class)) {
          codes.addAll(
            List.of(ErrorCode.REQUEST_TIMEOUT, ErrorCode.PAYLOAD_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE)
          );
        }
        if (argument.getType() == WriteRequest.class) {
          codes.addAll(write(endpoint));
        }
      }
      FailsWith declared = endpoint.handler().getAnnotation(FailsWith.class);
      if (declared != null) {
        codes.addAll(List.of(declared.value()));
      }
    }
    return codes;
  }

  private static List<ErrorCode> write(Endpoint endpoint) {
    return endpoint.verb().equals("post")
      ? List.of(ErrorCode.CONFLICT, ErrorCode.IDEMPOTENCY_KEY_REUSED)
      : List.of(ErrorCode.PRECONDITION_FAILED);
  }
}
