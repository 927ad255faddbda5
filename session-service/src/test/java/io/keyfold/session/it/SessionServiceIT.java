package io.keyfold.session.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.testing.TestKafka;
import io.keyfold.session.SessionServiceApplication;
import io.keyfold.session.usage.CallCounts;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.usage.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Tests session-service with a real broker. */
@Tag("kafka")
// The context closes while the broker is up: at the end of the JVM both stop, and the context would wait for the
// broker.
@DirtiesContext
@SpringBootTest(
  classes = SessionServiceApplication.class,
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = { "management.server.port=0", "keyfold.usage.spool.folder=target/spool-it-${random.uuid}" }
)
class SessionServiceIT {

  private static final Duration BOUND = Duration.ofSeconds(60);

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry registry) {
    TestKafka.register(registry, "session");
  }

  @LocalServerPort
  int port;

  @LocalManagementPort
  int management;

  @Autowired
  CallCounts counts;

  @Autowired
  UsageSpool spool;

  @BeforeEach
  void ready() {
    WebTestClient operator = WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + management)
      .build();
    await()
      .atMost(Duration.ofSeconds(90))
      .untilAsserted(() -> operator.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
  }

  @Test
  void requestsWithoutAKeyAreRejected() {
    WebTestClient anybody = WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + port)
      .build();
    anybody.get().uri("/sessions").exchange().expectStatus().isUnauthorized();
  }

  @Test
  @Tag("promise-6")
  void aCallOfTheSpoolCountsForItsSession() {
    Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);
    MeteredOperation call = MeteredOperations.call("tcl_it1", "pdp_it", 1, "send", begun);
    String session = Objects.requireNonNull(call.sessionId());
    CallCounts.Counts before = counts.ofSession(call.tenant(), session);

    spool.append(call.recorded(Outcome.UNKNOWN, begun)).block(BOUND);
    spool.append(call.completed(Outcome.SUCCEEDED, begun, Duration.ofMillis(3), null, null)).block(BOUND);

    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(counts.ofSession(call.tenant(), session)).isEqualTo(before.plus(1, 1)));
  }
}
