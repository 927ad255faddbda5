package io.keyfold.standalone.http;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Hands a request of the public port to the service that its path names. */
public final class PublicHandler implements HttpHandler, AutoCloseable {

  private final Hosts hosts;
  private final AtomicBoolean open = new AtomicBoolean();

  /** Answers 503 until it is opened, and again when it is closed. */
  public PublicHandler(Hosts hosts) {
    this.hosts = hosts;
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
      return ErrorAnswer.write(response, HttpStatus.NOT_FOUND, "not_found", "There is nothing at this path");
    }
    Optional<HttpHandler> handler = open.get() ? hosts.find(service.get()) : Optional.empty();
    if (handler.isEmpty()) {
      response.getHeaders().set("Retry-After", "1");
      response.getHeaders().set("Connection", "close");
      return ErrorAnswer.write(response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Starting or stopping");
    }
    return handler.get().handle(request, response);
  }
}
