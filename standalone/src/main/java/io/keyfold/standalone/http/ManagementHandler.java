package io.keyfold.standalone.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ContextPathCompositeHandler;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Handles the management port: {@code /<service>/actuator/...}, {@code /health/live} and {@code /health/ready} of the
 * process, and {@code /registry/...}.
 */
public final class ManagementHandler implements HttpHandler {

  private final HttpHandler byPrefix;

  /**
   * Creates the handler.
   *
   * @param registry handler of the schema registry's API
   * @param ready whether the process is ready; may block briefly
   */
  public ManagementHandler(Hosts hosts, HttpHandler registry, BooleanSupplier ready) {
    Map<String, HttpHandler> handlers = new LinkedHashMap<>();
    for (Service service : Service.values()) {
      handlers.put("/" + service.label(), (request, response) ->
        hosts
          .find(service)
          .map(handler -> handler.handle(request, response))
          .orElseGet(() -> status(response, false))
      );
    }
    handlers.put("/registry", registry);
    handlers.put("/health/live", (request, response) -> status(response, true));
    handlers.put("/health/ready", (request, response) ->
      Mono.fromCallable(ready::getAsBoolean)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(up -> status(response, up))
    );
    this.byPrefix = new ContextPathCompositeHandler(handlers);
  }

  @Override
  public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
    return byPrefix.handle(request, response);
  }

  private static Mono<Void> status(ServerHttpResponse response, boolean up) {
    byte[] body = (up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}").getBytes(StandardCharsets.UTF_8);
    response.setStatusCode(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    response.getHeaders().setContentLength(body.length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }
}
