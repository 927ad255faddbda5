package io.keyfold.authconfig.pages;

import io.keyfold.platform.testing.NpmTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Each page in a real browser: WCAG AA by axe, the content security policy, touch targets, no sideways scrolling; on a
 * desktop in light and English, and on a phone in dark and German. Screenshots are in {@code target/screenshots}.
 */
class GalleryIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String LOGO = "/assets/logos/acme";

  /** A colour on which white cannot be read, and one that cannot be seen on a dark page. */
  private static final Map<String, Brand> BRANDS = Map.of(
    "desktop",
    new Brand("Acme", LOGO, Accent.ofHex("f5c518")),
    "phone",
    new Brand("Nordwind Versicherungen", null, Accent.ofHex("1a237e"))
  );

  private static final byte[] PIXELS = Base64.getDecoder().decode(
    "iVBORw0KGgoAAAANSUhEUgAAAJAAAAAoCAYAAAAR33OgAAAA00lEQVR42u3auw2EMBBAQcpAOhHQfx2UdLHJiA1i1x" +
      "/mSU4JlhHCmGWRpGn6bXsxBVVjqV2mpdtoYNLreCACp4CkLvBABA9Eao8HIoAAUls8EMFzAchE9D/WYuWtEECZ1wNo" +
      "IkBRTzaABgUU/a4ScX03FSCAvgYo4yXddmbiHRhAAkjj4YEIIk8gASSAbOOffinu5RzMdyCAAAJoHETOwgByGg9QDK" +
      "CW/wNp4N2YPxLVFSJTBwggtUFk2hDBo3xEpgsSOMpFZIq6jcm0VI3KFCRVdQLDQREEeo1h6QAAAABJRU5ErkJggg=="
  );

  private final PageAssets assets = PageAssets.load();
  private final AssetController styles = new AssetController(assets);
  private final PageRenderer renderer = new PageConfiguration().pageRenderer(assets);
  private final Map<String, Page> pages = SamplePages.all();

  @Test
  void everyPageIsAccessibleAndFits() throws Exception {
    NpmTool browser = NpmTool.browser();
    DisposableServer server = HttpServer.create()
      .host("localhost")
      .port(0)
      .handle(new ReactorHttpHandlerAdapter((HttpHandler) this::answer))
      .bindNow();
    try {
      String base = "http://localhost:" + server.port();
      Stream<String> command = Stream.of("node", "gallery.mjs", base, browser.path(SCREENSHOTS));
      browser.run(Stream.concat(command, pages.keySet().stream()).toArray(String[]::new));
    } finally {
      server.disposeNow();
    }
  }

  private Mono<Void> answer(ServerHttpRequest request, ServerHttpResponse response) {
    String path = request.getPath().value();
    if (path.equals(LOGO)) {
      response.getHeaders().setContentType(MediaType.IMAGE_PNG);
      return response.writeWith(Mono.just(response.bufferFactory().wrap(PIXELS)));
    }
    ResponseEntity<String> page = found(request, path.substring(1).split("/"));
    response.setStatusCode(page.getStatusCode());
    response.getHeaders().putAll(page.getHeaders());
    byte[] body = Objects.requireNonNullElse(page.getBody(), "").getBytes(StandardCharsets.UTF_8);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  private ResponseEntity<String> found(ServerHttpRequest request, String... names) {
    if (names[0].equals("assets")) {
      return names.length == 2 ? styles.stylesheet(names[1]) : styles.theme(names[2]);
    }
    Brand brand = BRANDS.get(names[0]);
    Page page = names.length == 2 ? pages.get(names[1]) : null;
    return brand == null || page == null
      ? ResponseEntity.status(HttpStatus.NOT_FOUND).build()
      : renderer.render(request, brand, page);
  }
}
