package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The header {@code Accept}, read before a request has an effect. The framework reads it when it writes the response,
 * and then answers 406 to a write that has happened.
 */
public final class AcceptedTypes {

  private static final List<MediaType> JSON = List.of(
    MediaType.APPLICATION_JSON,
    new MediaType("application", "*+json")
  );

  private AcceptedTypes() {}

  /**
   * {@return the types that the caller names; empty if it names none}
   *
   * @throws ApiException with 406 if the header is malformed
   */
  public static List<MediaType> of(ServerHttpRequest request) {
    try {
      return request.getHeaders().getAccept();
    } catch (InvalidMediaTypeException e) {
      throw WireErrors.notAcceptable();
    }
  }

  /**
   * Checks that the caller takes JSON.
   *
   * @throws ApiException with 406 if it does not, or if the header is malformed
   */
  public static void requireJson(ServerHttpRequest request) {
    List<MediaType> accepted = of(request);
    if (!accepted.isEmpty() && accepted.stream().noneMatch(AcceptedTypes::isJson)) {
      throw WireErrors.notAcceptable();
    }
  }

  private static boolean isJson(MediaType type) {
    return JSON.stream().anyMatch(type::isCompatibleWith);
  }
}
