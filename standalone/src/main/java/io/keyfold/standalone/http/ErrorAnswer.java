package io.keyfold.standalone.http;

import io.keyfold.platform.id.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Writes the API's error object for requests that no service handles. */
final class ErrorAnswer {

  private ErrorAnswer() {}

  /** Writes an error. Code and message are constants and are not escaped. */
  static Mono<Void> write(ServerHttpResponse response, HttpStatus status, String code, String message) {
    String requestId = Ids.fresh("req_", Instant.now());
    String body = "{\"object\":\"error\",\"ok\":false,\"status\":%d,\"code\":\"%s\",\"message\":\"%s\"}".formatted(
      status.value(),
      code,
      message
    );
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatusCode(status);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    response.getHeaders().setContentLength(bytes.length);
    response.getHeaders().set("metorial-req-id", requestId);
    response.getHeaders().set("X-Request-ID", requestId);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
  }
}
