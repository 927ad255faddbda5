package io.keyfold.ledger.audit.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.ledger.audit.AuditEventsTest;
import io.keyfold.ledger.testing.LedgerSlice;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.topic.Topics;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    context = new AnnotationConfigApplicationContext(LedgerSlice.class, AuditController.class);
    client = WebTestClient.bindToApplicationContext(context).configureClient().responseTimeout(BOUND).build();
    created("pdp_1", 1);
    created("pdp_2", 2);
    ledger().write(Records.start("tcl_1/tool_calls", 1));
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
    assertItems("/audit-events?created_at[gt]={time}", 0, "+999999999-12-31T23:59:59Z");
    assertItems("/audit-events?created_at[lt]={time}", 3, "+999999999-12-31T23:59:59Z");
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

    StepVerifier.create(ids(first).skipUntil("pdp_4"::equals))
      .expectNext("pdp_4")
      .then(() -> created("pdp_5", 5))
      .expectNext("pdp_5")
      .thenCancel()
      .verify(BOUND);
  }

  /** An event of a service that was cut off from the log comes late, with an id before the last one that was sent. */
  @Test
  void aResumedStreamHasEventsThatCameLate() {
    String last = created("pdp_9", 900);
    created("pdp_late", 4);

    StepVerifier.create(ids(last).filter("pdp_late"::equals)).expectNext("pdp_late").thenCancel().verify(BOUND);
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

  @Test
  void anIdThatIsNoEventsIsRejected() {
    for (String uri : List.of("/audit-events?after=evt_x", "/audit-events?before=evt_1")) {
      client.get().uri(uri).exchange().expectStatus().isBadRequest();
    }
    client
      .get()
      .uri("/audit-events")
      .accept(MediaType.TEXT_EVENT_STREAM)
      .header("Last-Event-ID", "evt_x")
      .exchange()
      .expectStatus()
      .isBadRequest();
  }

  @Test
  void idsOfOtherObjectsAreBeforeOrAfterAllEvents() {
    assertItems("/audit-events?after=pdp_1", 0);
    assertItems("/audit-events?before=pdp_1", 3);
    assertItems("/audit-events?after=app_1", 3);
    assertItems("/audit-events?before=app_1", 0);
  }

  /** Many entries, also of the same millisecond, page by page in both directions: each once, in the order of ids. */
  @Test
  void pagesAreCompleteAndOrdered() {
    List<UsageEvent> records = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Instant at = Records.AT.plusMillis(i < 250 ? 10 : i);
      UsageRecorded start = UsageRecorded.newBuilder(Records.start("tcl_p" + i + "/tool_calls", 10L + 2L * i))
        .setRecordedAt(at)
        .build();
      records.add(start);
      records.add(Records.completion(start, Outcome.SUCCEEDED, 11L + 2L * i));
    }
    ledger().write(records.toArray(UsageEvent[]::new));

    List<String> ascending = pages("asc", "after");
    assertThat(ascending).hasSize(803).doesNotHaveDuplicates().isSorted();
    assertThat(pages("desc", "after")).isEqualTo(ascending.reversed());
    assertThat(pages("asc", "before")).containsExactlyInAnyOrderElementsOf(ascending);
  }

  private List<String> pages(String order, String direction) {
    List<String> ids = new ArrayList<>();
    String cursor = direction.equals("before") ? "&before=evt_zzzzzzzzzzzzzzzzzzzzzz" : "";
    boolean more = true;
    while (more) {
      JsonNode page = Objects.requireNonNull(
        client
          .get()
          .uri("/audit-events?limit=100&order=" + order + cursor)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody(JsonNode.class)
          .returnResult()
          .getResponseBody()
      );
      List<String> found = page
        .get("items")
        .valueStream()
        .map(item -> item.get("id").asString())
        .toList();
      ids.addAll(found);
      more = page
        .get("pagination")
        .get("has_more_" + direction)
        .asBoolean();
      if (more) {
        cursor = "&" + direction + "=" + (direction.equals("after") ? found.getLast() : found.getFirst());
      }
    }
    return ids;
  }

  private TestLedger ledger() {
    return context.getBean(TestLedger.class);
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

  private void assertItems(String uri, int count, Object... values) {
    client.get().uri(uri, values).exchange().expectBody().jsonPath("$.items.length()").isEqualTo(count);
  }

  private String created(String deployment, int index) {
    DeploymentCreated event = DeploymentCreated.newBuilder()
      .setMeta(AuditEventsTest.meta(deployment, index))
      .setProviderId("prv_slack")
      .build();
    ledger().write(Topics.DEPLOYMENT_EVENTS, event);
    return event.getMeta().getEventId();
  }
}
