package io.keyfold.standalone.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.http.server.reactive.HttpHandler;

/** The services' handlers, each there while its Spring context takes requests. */
public final class Hosts {

  private final Map<Service, HttpHandler> handlers = new ConcurrentHashMap<>();

  /** {@return the factory for a service's context: its "web server" is a place in this table, no listener of its own} */
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
