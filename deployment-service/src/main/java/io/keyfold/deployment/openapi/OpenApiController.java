package io.keyfold.deployment.openapi;

import io.keyfold.platform.id.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** OpenAPI: the OpenAPI document of the whole API. */
@RestController
class OpenApiController {

  private static final Duration FRESH = Duration.ofMinutes(5);

  private final byte[] document;
  private final String tag;

  OpenApiController() {
    try {
      this.document = new ClassPathResource("/openapi.json").getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.json cannot be read from the class path", e);
    }
    this.tag = '"' + HexFormat.of().formatHex(Sha256.of(document)) + '"';
  }

  /** Gets this OpenAPI document. */
  @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<byte[]>> document() {
    return Mono.just(
      ResponseEntity.ok().eTag(tag).cacheControl(CacheControl.maxAge(FRESH).cachePublic()).body(document)
    );
  }
}
