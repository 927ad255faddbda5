package io.keyfold.benchmarks.endpoint;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Starts a WebFlux server on a free loopback port that serves {@code GET /empty} and MCP tool calls at {@code POST
 * /mcp}. It has the same number of threads as Keyfold.
 */
public final class EndpointMain {

  private EndpointMain() {}

  /** Prints {@code ready} and the base URL, and serves until the process ends. */
  public static void main(String[] args) {
    var context = new AnnotationConfigApplicationContext(EndpointConfiguration.class);
    var handler = new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.applicationContext(context).build());
    DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).handle(handler).bindNow();
    System.out.println("ready http://127.0.0.1:" + server.port());
    server.onDispose().block();
  }
}
