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
 * The loopback listener: {@code /<service>/actuator/...} of each service, {@code /health/live} and {@code /health/ready} of
 * the whole, {@code /registry/...}.
 */
public final class ManagementHandler implements HttpHandler {

  private final HttpHandler byPrefix;

  /**
   * Combines the parts.
   *
   * @param registry the schema registry's API
   * @param ready whether the process takes requests; may block for a moment
   */
  public ManagementHandler(Hosts hosts, HttpHandler registry, BooleanSupplier ready) {
    Map<String, HttpHandler> parts = new LinkedHashMap<>();
    for (Service service : Service.values()) {
      parts.put("/" + service.label(), (request, response) ->
        hosts
          .find(service)
          .map(handler -> handler.handle(request, response))
          .orElseGet(() -> status(response, false))
      );
    }
    parts.put("/registry", registry);
    parts.put("/health/live", (request, response) -> status(response, true));
    parts.put("/health/ready", (request, response) ->
      Mono.fromCallable(ready::getAsBoolean)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(up -> status(response, up))
    );
    this.byPrefix = new ContextPathCompositeHandler(parts);
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
