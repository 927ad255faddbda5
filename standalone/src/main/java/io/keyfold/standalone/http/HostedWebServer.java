package io.keyfold.standalone.http;

import org.springframework.boot.web.server.WebServer;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * The web server of a service's context, without a listener. The shared listener waits for requests in flight and
 * closes before the contexts, so graceful shutdown has nothing to do here.
 */
final class HostedWebServer implements WebServer {

  private final Hosts hosts;
  private final Service service;
  private final HttpHandler handler;
  private final int port;

  HostedWebServer(Hosts hosts, Service service, HttpHandler handler, int port) {
    this.hosts = hosts;
    this.service = service;
    this.handler = handler;
    this.port = port;
  }

  @Override
  public void start() {
    hosts.attach(service, handler);
  }

  @Override
  public void stop() {
    hosts.detach(service);
  }

  @Override
  public int getPort() {
    return port;
  }
}
