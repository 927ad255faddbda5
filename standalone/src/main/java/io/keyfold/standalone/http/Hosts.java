package io.keyfold.standalone.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.http.server.reactive.HttpHandler;

/** The handlers of the services whose Spring contexts are running. Thread-safe. */
public final class Hosts {

  private final Map<Service, HttpHandler> handlers = new ConcurrentHashMap<>();

  /** {@return a factory of web servers that register the service's handler here instead of opening a listener} */
  public ReactiveWebServerFactory factory(Service service, int port) {
    return handler -> new HostedWebServer(this, service, handler, port);
  }

  Optional<HttpHandler> find(Service service) {
    return Optional.ofNullable(handlers.get(service));
  }

  void attach(Service service, HttpHandler handler) {
    handlers.put(service, handler);
  }

  void detach(Service service) {
    handlers.remove(service);
  }
}
