package io.keyfold.deployment.home;

import io.keyfold.platform.web.PublicUrl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /}: information about this server, as a page for browsers and as JSON otherwise. */
@RestController
class HomeController {

  private static final String DESCRIPTION = "Bring your own OAuth apps and API keys to AI tool integrations";

  private final PublicUrl publicUrl;
  private final String version;
  private final HomePage page;

  HomeController(PublicUrl publicUrl, ObjectProvider<BuildProperties> build) {
    this.publicUrl = publicUrl;
    this.version = build.stream().map(BuildProperties::getVersion).findFirst().orElse("development");
    this.page = HomePage.load(version);
  }

  /**
   * Information about this server.
   *
   * @param object always {@code home}
   * @param name always {@code Keyfold}
   * @param description purpose of the product
   * @param version version of the release
   * @param links further resources
   */
  record Home(String object, String name, String description, String version, Links links) {}

  /**
   * Absolute URLs.
   *
   * @param docs the API reference
   * @param openapi the OpenAPI document
   * @param health the health status
   */
  record Links(String docs, String openapi, String health) {}

  @GetMapping(path = "/", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.ALL_VALUE })
  Mono<ResponseEntity<Home>> json(ServerHttpRequest request) {
    String base = publicUrl.base(request);
    Links links = new Links(base + "/docs", base + "/openapi.json", base + "/health");
    Home home = new Home("home", "Keyfold", DESCRIPTION, version, links);
    return Mono.just(
      ResponseEntity.ok()
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .contentType(MediaType.APPLICATION_JSON)
        .body(home)
    );
  }

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  Mono<ResponseEntity<String>> html() {
    return Mono.just(
      ResponseEntity.ok()
        .header("Content-Security-Policy", page.contentSecurityPolicy())
        .header("Referrer-Policy", "no-referrer")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .contentType(HomePage.TYPE)
        .body(page.html())
    );
  }
}
