package io.keyfold.standalone.http;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.web.CorsFilter;
import io.keyfold.platform.web.ErrorWriter;
import io.keyfold.platform.web.PublicUrl;
import io.keyfold.platform.web.WireJson;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

/** Routes requests of the public port to the services by path and method. Responds with 503 unless it is open. */
public final class PublicHandler implements HttpHandler, AutoCloseable {

  private final Hosts hosts;
  private final HttpHandler notFound;
  private final HttpHandler unavailable;
  private final AtomicBoolean open = new AtomicBoolean();

  /**
   * Creates a closed handler.
   *
   * @param cors the CORS filter of errors that no service writes
   */
  public PublicHandler(Hosts hosts, CorsFilter cors) {
    this.hosts = hosts;
    this.notFound = errorHandler(cors, exchange -> Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND)));
    this.unavailable = errorHandler(cors, exchange -> {
      exchange.getResponse().getHeaders().set("Connection", "close");
      return Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "Starting or stopping"));
    });
  }

  /** Starts to route requests to the services. */
  public void open() {
    open.set(true);
  }

  /** Rejects new requests, also on open connections. Requests in flight continue. */
  @Override
  public void close() {
    open.set(false);
  }

  @Override
  public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
    Optional<Service> service = Service.of(request.getMethod(), request.getPath().value());
    if (service.isEmpty()) {
      return notFound.handle(request, response);
    }
    return (open.get() ? hosts.find(service.get()).orElse(unavailable) : unavailable).handle(request, response);
  }

  /** {@return a handler that fails with an error, with the services' CORS filter and error object} */
  private static HttpHandler errorHandler(CorsFilter cors, WebHandler error) {
    return WebHttpHandlerBuilder.webHandler(error)
      .filter(cors)
      .exceptionHandler(new ErrorWriter(WireJson.mapper(), new PublicUrl(null)))
      .build();
  }
}
