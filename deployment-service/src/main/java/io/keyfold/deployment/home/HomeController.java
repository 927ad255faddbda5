package io.keyfold.deployment.home;

import io.keyfold.platform.web.PublicUrl;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/** Home: information about this installation, as a page for browsers and as JSON for other clients. */
@RestController
class HomeController {

  private static final String DESCRIPTION = "Bring your own OAuth apps and API keys to AI tool integrations";

  private final PublicUrl publicUrl;
  private final String version;
  private final HtmlPage page;

  HomeController(PublicUrl publicUrl, ObjectProvider<BuildProperties> build) {
    this.publicUrl = publicUrl;
    this.version = build.stream().map(BuildProperties::getVersion).findFirst().orElse("development");
    this.page = HtmlPage.staticPage("home/index.html", Map.of("version", HtmlUtils.htmlEscape(version)));
  }

  /** Gets name, version and links. With {@code Accept: text/html} the response is a page. */
  @GetMapping(path = "/", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.ALL_VALUE })
  Mono<HomeBody> json(ServerHttpRequest request, ServerHttpResponse response) {
    HomeLinksBody links = HomeLinksBody.of(publicUrl.base(request));
    response.getHeaders().set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    return Mono.just(new HomeBody("home", "Keyfold", DESCRIPTION, version, links));
  }

  /** Gets the start page. */
  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  Mono<String> html(ServerHttpResponse response) {
    HttpHeaders headers = response.getHeaders();
    page.describe(headers);
    headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    return Mono.just(page.html());
  }
}
