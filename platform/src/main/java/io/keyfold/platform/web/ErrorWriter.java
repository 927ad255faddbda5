package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Converts every exception to the JSON error object. Ordered before Spring Boot's handler. */
public final class ErrorWriter implements WebExceptionHandler, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorWriter.class);
  private static final int BEFORE_BOOT = -2;
  private static final String RETRY_AFTER_SECONDS = "1";

  private final JsonMapper json;
  private final PublicUrl publicUrl;

  /**
   * Creates a writer with the API's mapper.
   *
   * @param publicUrl base of links to the documentation of error codes
   */
  public ErrorWriter(JsonMapper json, PublicUrl publicUrl) {
    this.json = json;
    this.publicUrl = publicUrl;
  }

  @Override
  public int getOrder() {
    return BEFORE_BOOT;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
      // The client is gone. Returning an error would log the URL, whose query may contain a key.
      ServerRequestObservationContext.findCurrent(exchange.getAttributes()).ifPresent(seen ->
        seen.setConnectionAborted(true)
      );
      return Mono.empty();
    }
    if (exchange.getResponse().isCommitted()) {
      logFailure(exchange, failure, "request failed after the response was committed");
      // Makes the server close the connection. A new exception, because the server logs it and the original one
      // contains the URL.
      return Mono.error(new IllegalStateException("The response to " + RequestIds.of(exchange) + " was aborted"));
    }
    return write(exchange, toApiException(exchange, failure), extraHeaders(failure));
  }

  private ApiException toApiException(ServerWebExchange exchange, Throwable failure) {
    ApiException known = WireErrors.explain(failure, exchange.getRequest());
    if (known != null) {
      return known;
    }
    logFailure(exchange, failure, "request failed with an internal error");
    return ApiException.of(
      ErrorCode.INTERNAL_SERVER_ERROR,
      "Internal server error",
      "Retry later; report the request id " + RequestIds.of(exchange) + " if it happens again"
    );
  }

  /**
   * Logs an internal failure. The loggers of the framework and the server are disabled, because they would log the URL.
   */
  private static void logFailure(ServerWebExchange exchange, Throwable failure, String message) {
    LOG.atError()
      .addKeyValue("request_id", RequestIds.of(exchange))
      .addKeyValue("method", exchange.getRequest().getMethod().name())
      .addKeyValue("failure", RedactedStackTrace.of(failure))
      .log(message);
  }

  private static HttpHeaders extraHeaders(Throwable failure) {
    return failure instanceof ErrorResponse response ? response.getHeaders() : HttpHeaders.EMPTY;
  }

  private Mono<Void> write(ServerWebExchange exchange, ApiException error, HttpHeaders extra) {
    RequestIds.of(exchange);
    ServerHttpResponse response = exchange.getResponse();
    HttpHeaders headers = response.getHeaders();
    headers.remove(HttpHeaders.ETAG);
    headers.setContentType(MediaType.APPLICATION_JSON);
    if (extra.containsHeader(HttpHeaders.ALLOW)) {
      headers.put(HttpHeaders.ALLOW, extra.getOrEmpty(HttpHeaders.ALLOW));
    }
    switch (error.code()) {
      case UNAUTHORIZED -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"keyfold\"");
      // The rest of the body would be taken for the next request.
      case REQUEST_TIMEOUT -> headers.set(HttpHeaders.CONNECTION, "close");
      case UNAVAILABLE, TOO_MANY_REQUESTS -> headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
      default -> headers.remove(HttpHeaders.RETRY_AFTER);
    }
    error
      .retryAfter()
      .ifPresent(delay -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, delay.toSeconds()))));
    response.setStatusCode(HttpStatusCode.valueOf(error.code().status()));
    byte[] body = json.writeValueAsBytes(ErrorBody.of(error, publicUrl));
    headers.setContentLength(body.length);
    return exchange.getRequest().getMethod().equals(HttpMethod.HEAD)
      ? response.setComplete()
      : response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }
}
