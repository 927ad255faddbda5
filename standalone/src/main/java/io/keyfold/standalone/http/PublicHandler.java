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

/** Hands a request of the public port to the service that its path names. */
public final class PublicHandler implements HttpHandler, AutoCloseable {

  private final Hosts hosts;
  private final HttpHandler nowhere;
  private final HttpHandler closed;
  private final AtomicBoolean open = new AtomicBoolean();

  /**
   * Answers 503 until it is opened, and again when it is closed.
   *
   * @param cors for the errors that no service answers
   */
  public PublicHandler(Hosts hosts, CorsFilter cors) {
    this.hosts = hosts;
    this.nowhere = answering(cors, exchange -> Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND)));
    this.closed = answering(cors, exchange -> {
      exchange.getResponse().getHeaders().set("Connection", "close");
      return Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "Starting or stopping"));
    });
  }

  /** From now on requests reach the services. */
  public void open() {
    open.set(true);
  }

  /** From now on new requests are refused, also those on connections that are open; what runs goes on. */
  @Override
  public void close() {
    open.set(false);
  }

  @Override
  public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
    Optional<Service> service = Service.ofPath(request.getPath().value());
    if (service.isEmpty()) {
      return nowhere.handle(request, response);
    }
    return (open.get() ? hosts.find(service.get()).orElse(closed) : closed).handle(request, response);
  }

  /** The same filter and the same error object as in the services. */
  private static HttpHandler answering(CorsFilter cors, WebHandler error) {
    return WebHttpHandlerBuilder.webHandler(error)
      .filter(cors)
      .exceptionHandler(new ErrorWriter(WireJson.mapper(), new PublicUrl(null)))
      .build();
  }
}
