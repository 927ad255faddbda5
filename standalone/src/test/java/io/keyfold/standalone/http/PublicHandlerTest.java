package io.keyfold.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.web.AllowedOrigins;
import io.keyfold.platform.web.CorsFilter;
import io.keyfold.platform.web.CorsProperties;
import io.keyfold.platform.web.PublicUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

/** What the standalone answers itself looks like the services' own. */
class PublicHandlerTest {

  private static final String APP = "https://app.example.com";
  private static final Duration BOUND = Duration.ofMinutes(1);

  private final Hosts hosts = new Hosts();
  private final PublicHandler handler = new PublicHandler(
    hosts,
    new CorsFilter(new AllowedOrigins(new CorsProperties(List.of(APP)), new PublicUrl(null)))
  );

  @Test
  void aPathThatNoServiceHasIs404() {
    MockServerHttpResponse answer = get("/nowhere", APP);

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(answer.getBodyAsString().block(BOUND)).contains("\"object\":\"error\"", "\"code\":\"not_found\"");
    assertThat(answer.getHeaders().getFirst("X-Request-ID")).startsWith("req_");
    assertThat(answer.getHeaders().getAccessControlAllowOrigin()).isEqualTo(APP);
  }

  @Test
  void whileItStartsItSaysSoToAllowedPages() {
    MockServerHttpResponse answer = get("/sessions", APP);

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(answer.getBodyAsString().block(BOUND)).contains(
      "\"code\":\"unavailable\"",
      "\"hint\":\"See /docs/errors#unavailable\""
    );
    assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
    assertThat(answer.getHeaders().getConnection()).containsExactly("close");
    assertThat(answer.getHeaders().getAccessControlAllowOrigin()).isEqualTo(APP);
    assertThat(answer.getHeaders().getAccessControlExposeHeaders()).contains("Retry-After", "X-Request-ID");
    assertThat(get("/sessions", "https://evil.example").getHeaders().getAccessControlAllowOrigin()).isNull();
  }

  @Test
  void onceOpenTheServiceAnswers() {
    hosts.attach(Service.SESSION, (request, response) -> response.setComplete());
    assertThat(get("/sessions", APP).getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    handler.open();
    assertThat(get("/sessions", APP).getStatusCode()).isNull();
    handler.close();
    assertThat(get("/sessions", APP).getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
  }

  @Test
  void theGatewayExposesTheSameHeaders() throws IOException {
    List<String> exposed = get("/nowhere", APP).getHeaders().getOrEmpty(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);

    assertThat(Files.readString(Path.of("..", "deploy", "gateway", "nginx.conf"))).contains(
      "default \"" + String.join(", ", exposed) + "\";"
    );
  }

  private MockServerHttpResponse get(String path, String origin) {
    MockServerHttpResponse response = new MockServerHttpResponse();
    MockServerHttpRequest request = MockServerHttpRequest.get("http://keyfold:8080" + path)
      .header(HttpHeaders.ORIGIN, origin)
      .build();
    handler.handle(request, response).block(BOUND);
    return response;
  }
}
