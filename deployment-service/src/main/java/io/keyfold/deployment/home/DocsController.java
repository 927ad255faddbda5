package io.keyfold.deployment.home;

import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Documentation: pages for browsers. They are no operations of the API, and not in its OpenAPI document. */
@RestController
class DocsController {

  private static final MediaType JAVASCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final HtmlPage reference = HtmlPage.scripted("home/docs.html");
  private final HtmlPage errors = ErrorsPage.load();
  private final ReferenceScript script = ReferenceScript.load();

  /** Gets the API reference, which renders the OpenAPI document. */
  @GetMapping("/docs")
  Mono<String> reference(ServerHttpResponse response) {
    return page(reference, response);
  }

  /** Gets the meaning of each error code. */
  @GetMapping("/docs/errors")
  Mono<String> errors(ServerHttpResponse response) {
    return page(errors, response);
  }

  /** Gets the script of the API reference. */
  @GetMapping("/docs/reference.js")
  Mono<ResponseEntity<Flux<DataBuffer>>> script(ServerHttpRequest request, ServerHttpResponse response) {
    boolean gzip = request
      .getHeaders()
      .getOrEmpty(HttpHeaders.ACCEPT_ENCODING)
      .stream()
      .anyMatch(value -> value.contains("gzip") && !value.contains("gzip;q=0"));
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
      .contentType(JAVASCRIPT)
      .eTag(script.etag(gzip))
      .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
      .varyBy(HttpHeaders.ACCEPT_ENCODING);
    if (gzip) {
      answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return Mono.just(answer.body(script.content(gzip, response.bufferFactory())));
  }

  private static Mono<String> page(HtmlPage page, ServerHttpResponse response) {
    page.describe(response.getHeaders());
    return Mono.just(page.html());
  }
}
