package io.keyfold.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.view.LogContactHealth;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequestFingerprint;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.WebConfiguration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP edge as in a service: Spring Boot, Netty, shared defaults and a separate management port. */
@SpringBootTest(
  classes = EdgeServerIT.App.class,
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = {
    "spring.config.import=classpath:keyfold-platform.yml",
    "management.server.port=0",
    "keyfold.web.body-timeout=1s",
  }
)
@ExtendWith(OutputCaptureExtension.class)
class EdgeServerIT {

  private static final ApiKeySecret KEY = ApiKeySecret.generate();
  private static final String CANARY = "kfs_canaryInTheQuery7f3a";

  private final HttpClient http = HttpClient.newHttpClient();

  private final Widgets widgets;
  private final AtomicBoolean inContact;

  @Autowired
  EdgeServerIT(Widgets widgets, AtomicBoolean inContact) {
    this.widgets = widgets;
    this.inContact = inContact;
  }

  @Value("${local.server.port}")
  int port;

  @Value("${local.management.port}")
  int managementPort;

  @Test
  void rawAndEncodedBracketsAreEquivalent() throws Exception {
    for (String query : List.of("provider_id[0]=a&provider_id[1]=b", "provider_id%5B0%5D=a&provider_id%5B1%5D=b")) {
      assertThat(send(get(port, "/widgets?" + query)).body()).isEqualTo("[\"a\",\"b\"]");
    }
  }

  @Test
  void aHundredIdsFitIntoAQuery() throws Exception {
    String ids = "provider_id%5B0%5D=pdp_0mjwaidkeL8Y97DN0mBC2k&".repeat(100);
    assertThat(send(get(port, "/widgets?" + ids + "limit=5")).statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyWithoutContentLengthIsLimited() throws Exception {
    byte[] large = ("{\"name\":\"" + "a".repeat(2 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> response = send(
      request(port, "/widgets")
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
    );
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("payload_too_large");
  }

  @Test
  void anEndlessBodyTimesOutAndClosesTheConnection() throws Exception {
    String head = "POST /widgets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n".formatted(KEY.reveal());
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client
        .getOutputStream()
        .write(
          (head + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.UTF_8)
        );
      // To its end: the server closes the connection.
      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408 ").containsIgnoringCase("connection: close");
      assertThat(answer).contains("\"code\":\"request_timeout\"");
    }
  }

  @Test
  void unknownPathsReturnApiErrors() throws Exception {
    HttpResponse<String> unknown = send(get(port, "/nowhere"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("\"object\":\"error\"", "\"code\":\"not_found\"");
    assertThat(unknown.headers().firstValue("metorial-req-id")).isEqualTo(unknown.headers().firstValue("x-request-id"));
    assertThat(send(request(port, "/actuator/health").GET()).statusCode()).isEqualTo(404);
  }

  @Test
  @Tag("promise-4")
  void onlyHealthAndMetricsAreOnTheManagementPort() throws Exception {
    for (String path : List.of("/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus")) {
      assertThat(send(request(managementPort, path).GET()).statusCode())
        .as(path)
        .isEqualTo(200);
    }
    for (String path : List.of("/actuator/bindings", "/actuator/env", "/actuator/heapdump", "/actuator/configprops")) {
      assertThat(send(request(managementPort, path).GET()).statusCode())
        .as(path)
        .isEqualTo(404);
    }
    assertThat(send(request(managementPort, "/actuator/prometheus").GET()).body()).contains("keyfold_access_waiting");
  }

  /** 203 is a success for probes, since a Kafka outage cuts off every instance; gateways prefer other instances. */
  @Test
  void aCutOffInstanceIsReadyWithStatus203() throws Exception {
    assertThat(readiness().statusCode()).isEqualTo(200);
    inContact.set(false);
    try {
      assertThat(readiness().statusCode()).isEqualTo(203);
      assertThat(readiness().body()).contains("\"status\":\"CUT_OFF\"");
      assertThat(send(request(managementPort, "/actuator/health/liveness").GET()).statusCode()).isEqualTo(200);
    } finally {
      inContact.set(true);
    }
  }

  private HttpResponse<String> readiness() throws Exception {
    return send(request(managementPort, "/actuator/health/readiness").GET());
  }

  @Test
  @Tag("promise-4")
  void aClientDisconnectDoesNotLogTheQuery(CapturedOutput log) throws Exception {
    String head = "POST /widgets/raw?key=%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n".formatted(
      CANARY,
      KEY.reveal()
    );
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      // Makes close reset the connection.
      client.setSoLinger(true, 0);
      client
        .getOutputStream()
        .write(
          (head + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.UTF_8)
        );
      await().until(widgets.reading::get);
    }
    await().until(() ->
      send(request(managementPort, "/actuator/prometheus").GET())
        .body()
        .lines()
        .anyMatch(line -> line.startsWith("http_server_requests_seconds_count") && line.contains("outcome=\"UNKNOWN\""))
    );
    assertThat(log.getAll()).doesNotContain(CANARY);
  }

  @Test
  @Tag("promise-4")
  void anAbortedResponseIsLoggedWithoutTheQuery(CapturedOutput log) {
    assertThatThrownBy(() -> send(get(port, "/widgets/broken?key=" + CANARY))).isInstanceOf(IOException.class);
    await().until(() -> log.getAll().contains("request failed after the response was committed"));
    // The server's log line comes after ours.
    await().until(() -> log.getAll().contains("was aborted"));
    assertThat(log.getAll()).contains("IllegalStateException", "EdgeServerIT$Widgets").doesNotContain(CANARY);
  }

  private HttpRequest.Builder request(int toPort, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + toPort).resolve(path)).header(
      "authorization",
      "Bearer " + KEY.reveal()
    );
  }

  private HttpRequest.Builder get(int toPort, String path) {
    return request(toPort, path).GET();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @RestController
  @RequiresScope("instance.usage:read")
  static class Widgets {

    @GetMapping("/widgets")
    Mono<List<String>> list(@Filters({ "provider_id", "status" }) ListQuery query) {
      return Mono.just(query.values("provider_id"));
    }

    private final AtomicBoolean reading = new AtomicBoolean();

    @PostMapping("/widgets/raw")
    Mono<String> raw(ServerHttpRequest request) {
      return DataBufferUtils.join(request.getBody())
        .doOnSubscribe(begun -> reading.set(true))
        .map(body -> "read " + DataBufferUtils.release(body));
    }

    @GetMapping(path = "/widgets/broken", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<String> broken() {
      return Flux.just("first").concatWith(Mono.error(() -> new IllegalStateException("a provider said " + CANARY)));
    }

    @PostMapping("/widgets")
    Mono<Map<String, String>> create(WriteRequest write, @JsonBody("test-widget") ObjectNode body) {
      return Mono.just(Map.of("id", write.requestId()));
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({ WebConfiguration.class, AccessConfiguration.class, Widgets.class })
  static class App {

    @Bean
    View deploymentsView() {
      return new MapView().apply(
        new AccessFold(),
        List.of(AccessEvents.key("tnt_a", "key_1", KEY, List.of("instance.usage:read")))
      );
    }

    @Bean
    RequestFingerprint fingerprint() {
      return new FakeFingerprint();
    }

    @Bean
    AtomicBoolean inContact() {
      return new AtomicBoolean(true);
    }

    @Bean
    LogContactHealth logContactHealthIndicator(AtomicBoolean inContact) {
      return new LogContactHealth(inContact::get);
    }
  }
}
