package io.keyfold.session.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.platform.testing.MapView;
import io.keyfold.session.Slice;
import io.keyfold.session.usage.MeteredOperations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

class AuditControllerTest {

  private static final ParameterizedTypeReference<ServerSentEvent<JsonNode>> EVENTS =
    new ParameterizedTypeReference<>() {};
  private static final Duration BOUND = Duration.ofSeconds(10);

  private AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
  private WebTestClient client = WebTestClient.bindToServer().build();

  @BeforeEach
  void start() {
    context = new AnnotationConfigApplicationContext(Slice.class, AuditController.class);
    client = WebTestClient.bindToApplicationContext(context).configureClient().responseTimeout(BOUND).build();
    created("pdp_1", 1);
    created("pdp_2", 2);
    context
      .getBean("usageRecordsView", MapView.class)
      .apply(
        (record, state) -> new AuditFold().apply("", record, state),
        List.of(MeteredOperations.start(MeteredOperations.call("tcl_1"), "usp_1", 1))
      );
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void theListIsOrderedAcrossAllTopics() {
    client
      .get()
      .uri("/audit-events")
      .exchange()
      .expectStatus()
      .isOk()
      .expectHeader()
      .contentTypeCompatibleWith(MediaType.APPLICATION_JSON)
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(3)
      .jsonPath("$.items[0].object")
      .isEqualTo("audit_event")
      .jsonPath("$.items[0].object_id")
      .isEqualTo("tcl_1")
      .jsonPath("$.items[1].actor.type")
      .isEqualTo("api_key")
      .jsonPath("$.items[1].data.provider_id")
      .isEqualTo("prv_slack")
      .jsonPath("$.pagination.has_more_after")
      .isEqualTo(false);
  }

  @Test
  void filtersSelectEvents() {
    assertItems("/audit-events?object_id=pdp_2", 1);
    assertItems("/audit-events?object_id=pdp_1", 2);
    assertItems("/audit-events?type=DeploymentCreated", 2);
    assertItems("/audit-events?type=io.keyfold.usage.UsageRecorded", 1);
    assertItems("/audit-events?actor_id=key_9", 0);
    assertItems("/audit-events?created_at[gt]=2026-11-22T10:00:00.001Z", 1);
    assertItems("/audit-events?limit=2&order=desc", 2);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantSeesNothing() {
    client
      .get()
      .uri("/audit-events")
      .header("Tenant", "tnt_b")
      .exchange()
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(0);
  }

  @Test
  void aStreamSendsNewEvents() {
    StepVerifier.create(ids(null))
      .then(() -> created("pdp_3", 3))
      .expectNext("pdp_3")
      .thenCancel()
      .verify(BOUND);
  }

  @Test
  void aStreamResumesAfterItsLastEventWithoutGaps() {
    String first = created("pdp_3", 3);
    created("pdp_4", 4);

    StepVerifier.create(ids(first))
      .expectNext("pdp_4")
      .then(() -> created("pdp_5", 5))
      .expectNext("pdp_5")
      .thenCancel()
      .verify(BOUND);
  }

  @Test
  void streamsAreBounded() {
    StepVerifier.create(ids(null).mergeWith(ids(null)))
      .then(() ->
        client.get().uri("/audit-events").accept(MediaType.TEXT_EVENT_STREAM).exchange().expectStatus().isEqualTo(429)
      )
      .thenCancel()
      .verify(BOUND);
  }

  @Test
  void shutdownCompletesTheStreams() {
    StepVerifier.create(ids(null))
      .then(() -> context.getBean(LiveAudit.class).close())
      .expectComplete()
      .verify(BOUND);
  }

  private Flux<String> ids(@Nullable String lastEventId) {
    var request = client.get().uri("/audit-events").accept(MediaType.TEXT_EVENT_STREAM);
    var answer = (lastEventId == null ? request : request.header("Last-Event-ID", lastEventId)).exchange();
    return answer
      .expectStatus()
      .isOk()
      .returnResult(EVENTS)
      .getResponseBody()
      .mapNotNull(ServerSentEvent::data)
      .map(event -> event.get("object_id").asString());
  }

  private void assertItems(String uri, int count) {
    client.get().uri(uri).exchange().expectBody().jsonPath("$.items.length()").isEqualTo(count);
  }

  private String created(String deployment, int index) {
    DeploymentCreated event = DeploymentCreated.newBuilder()
      .setMeta(AuditEventsTest.meta(deployment, index))
      .setProviderId("prv_slack")
      .build();
    context.getBean("deploymentsView", MapView.class).apply(new AuditFold()::apply, List.of(event));
    assertThat(event.getMeta().getEventId()).isNotEmpty();
    return event.getMeta().getEventId();
  }
}
