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

/** The one place that turns an exception into the wire's error object. Stands before Boot's own handler. */
public final class ErrorWriter implements WebExceptionHandler, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorWriter.class);
  private static final int BEFORE_BOOT = -2;
  private static final String RETRY_AFTER_SECONDS = "1";

  private final JsonMapper json;
  private final PublicUrl publicUrl;

  /**
   * Writes errors with the API's mapper.
   *
   * @param publicUrl for links to the documentation of errors
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
      // Nobody is left to answer. An error from here would be logged with the URL, and a query may hold a key.
      ServerRequestObservationContext.findCurrent(exchange.getAttributes()).ifPresent(seen ->
        seen.setConnectionAborted(true)
      );
      return Mono.empty();
    }
    if (exchange.getResponse().isCommitted()) {
      tell(exchange, failure, "A request failed after its answer had begun");
      // Makes the server end the connection. It logs what it is given, and the failure itself carries the URL by now.
      return Mono.error(new IllegalStateException("The answer to " + RequestIds.of(exchange) + " broke off"));
    }
    return write(exchange, explain(exchange, failure), extraHeaders(failure));
  }

  private ApiException explain(ServerWebExchange exchange, Throwable failure) {
    ApiException known = WireErrors.explain(failure, exchange.getRequest());
    if (known != null) {
      return known;
    }
    tell(exchange, failure, "A request failed inside");
    return ApiException.of(
      ErrorCode.INTERNAL_SERVER_ERROR,
      "Something went wrong on our side",
      "Repeat the request later; to have it looked into, name the request id " + RequestIds.of(exchange)
    );
  }

  /** The one line about a failure of ours: the loggers of the framework and of the server would quote the URL. */
  private static void tell(ServerWebExchange exchange, Throwable failure, String what) {
    LOG.atError()
      .addKeyValue("request_id", RequestIds.of(exchange))
      .addKeyValue("method", exchange.getRequest().getMethod().name())
      .addKeyValue("failure", RedactedStackTrace.of(failure))
      .log(what);
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
    response.setStatusCode(HttpStatusCode.valueOf(error.code().status()));
    byte[] body = json.writeValueAsBytes(ErrorBody.of(error, publicUrl));
    headers.setContentLength(body.length);
    return exchange.getRequest().getMethod().equals(HttpMethod.HEAD)
      ? response.setComplete()
      : response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }
}
