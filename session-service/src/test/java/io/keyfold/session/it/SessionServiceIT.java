package io.keyfold.session.it;

import static org.awaitility.Awaitility.await;

import io.keyfold.platform.testing.TestKafka;
import io.keyfold.session.SessionServiceApplication;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** session-service as it runs, with a real broker. */
@SpringBootTest(
  classes = SessionServiceApplication.class,
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = { "management.server.port=0", "keyfold.usage.spool.folder=target/spool-it" }
)
class SessionServiceIT {

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry registry) {
    TestKafka.register(registry, "session");
  }

  @LocalServerPort
  int port;

  @LocalManagementPort
  int management;

  @Test
  void itBecomesReadyAndAsksForAKey() {
    WebTestClient operator = WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + management)
      .build();
    await()
      .atMost(Duration.ofSeconds(90))
      .untilAsserted(() -> operator.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
    WebTestClient anybody = WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + port)
      .build();
    anybody.get().uri("/sessions").exchange().expectStatus().isUnauthorized();
    anybody.get().uri("/usage").exchange().expectStatus().isUnauthorized();
    anybody.get().uri("/audit-events").exchange().expectStatus().isUnauthorized();
  }
}
