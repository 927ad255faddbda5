package io.keyfold.ledger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.ledger.archive.ArchiveProgress;
import io.keyfold.ledger.archive.ArchiveSettings;
import io.keyfold.ledger.archive.LedgerArchive;
import io.keyfold.ledger.ingest.LedgerIngest;
import io.keyfold.ledger.ingest.LedgerTopics;
import io.keyfold.ledger.retention.Retention;
import io.keyfold.ledger.retention.RetentionSettings;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.view.ExternalView;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.Topics;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.SpoolWatermark;
import io.keyfold.usage.UsageRecorded;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.JsonNode;

/** Tests ledger-service with a real broker. */
@Tag("kafka")
class LedgerServiceIT extends RunningLedger {

  @Autowired
  LedgerIngest ingest;

  @Autowired
  LedgerTopics topics;

  @Autowired
  LedgerStore store;

  @Autowired
  LedgerSettings ledger;

  @Autowired
  Completeness completeness;

  @Autowired
  LogParts log;

  @Autowired
  MeterRegistry metrics;

  @Autowired
  KafkaProperties kafka;

  @TempDir
  Path folder;

  @Test
  void requestsWithoutAKeyAreRejected() {
    http("none").get().uri("/usage").exchange().expectStatus().isUnauthorized();
  }

  @Test
  @Tag("promise-3")
  @Tag("promise-5")
  @Tag("promise-6")
  void usageIsReportedWithItsCompletenessWatermark() throws Exception {
    UsageRecorded first = call("tcl_it1", "pdp_it", 1, 1);
    send("pdp_it", first);
    send("pdp_it", Records.completion(first, Outcome.SUCCEEDED, 2));
    RecordMetadata last = send("pdp_it", call("tcl_it2", "pdp_it", 2, 3));
    append(
      Topics.USAGE_WATERMARKS.name(),
      "usp_pdp_it",
      new SpoolWatermark("usp_pdp_it", begun.plusSeconds(1), Map.of(String.valueOf(last.partition()), last.offset()))
    );

    http(KEY)
      .get()
      .uri("/usage?provider_deployment_id=pdp_it&granularity=total&group_by=credential_version")
      .header("Keyfold-Consistency", "strong")
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(2)
      .jsonPath("$.items[0].succeeded")
      .isEqualTo(1)
      .jsonPath("$.items[1].outcome_unknown")
      .isEqualTo(1)
      .jsonPath("$.complete_until")
      .isNotEmpty();
    http(OTHER_KEY)
      .get()
      .uri("/usage")
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(0);
  }

  @Test
  @Tag("promise-3")
  @Tag("promise-5")
  void eventsAndCallsAreInTheAuditListAndResumable() throws Exception {
    UsageRecorded call = call(Ids.fresh("tcl_", begun), "pdp_audit", 1, 1);
    send("pdp_audit", call);
    send("pdp_audit", Records.completion(call, Outcome.SUCCEEDED, 2));

    JsonNode list = body(KEY, "/audit-events?object_id=pdp_audit");
    assertThat(list.get("items"))
      .extracting(item -> item.get("type").asString())
      .containsExactly("io.keyfold.usage.UsageRecorded", "io.keyfold.usage.UsageCompleted");
    String first = list.get("items").get(0).get("id").asString();
    List<String> resumed = http(KEY)
      .get()
      .uri("/audit-events?object_id=pdp_audit")
      .accept(MediaType.TEXT_EVENT_STREAM)
      .header("Last-Event-ID", first)
      .exchange()
      .expectStatus()
      .isOk()
      .returnResult(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {})
      .getResponseBody()
      .mapNotNull(ServerSentEvent::id)
      .take(1)
      .collectList()
      .block(BOUND);
    assertThat(resumed).containsExactly(list.get("items").get(1).get("id").asString());

    String id = call.getRecordId().substring(0, call.getRecordId().indexOf('/'));
    assertThat(
      body(KEY, "/tool-calls/" + id)
        .get("status")
        .asString()
    ).isEqualTo("succeeded");
    assertThat(body(OTHER_KEY, "/audit-events?object_id=pdp_audit").get("items")).isEmpty();
    http(OTHER_KEY)
      .get()
      .uri("/tool-calls/" + id)
      .exchange()
      .expectStatus()
      .isNotFound();
  }

  @Test
  @Tag("promise-7")
  void completeDaysAreArchived() throws Exception {
    Instant old = begun.minus(Duration.ofDays(3));
    UsageRecorded start = UsageRecorded.newBuilder(call("tcl_old", "pdp_old", 1, 1))
      .setTenantId("tnt_old")
      .setOccurredAt(old)
      .build();
    send("pdp_old", start);
    RecordMetadata last = send("pdp_old", Records.completion(start, Outcome.SUCCEEDED, 2));
    append(
      Topics.USAGE_WATERMARKS.name(),
      "usp_pdp_old",
      new SpoolWatermark("usp_pdp_old", begun, Map.of(String.valueOf(last.partition()), last.offset()))
    );
    topics.usageRecords().caughtUp().block(BOUND);
    completeness.caughtUp().block(BOUND);

    ArchiveProgress progress = new ArchiveProgress(true);
    Duration interval = Duration.ofMillis(200);
    ArchiveSettings settings = new ArchiveSettings(folder, "", "", "", "", false, interval, interval, BOUND);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (
      LedgerArchive archive = new LedgerArchive(
        settings,
        ledger,
        store,
        progress,
        completeness,
        new ThreadSupervisor(metrics),
        metrics,
        Clock.systemUTC()
      )
    ) {
      archive.start();
      await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(progress.archived()).isPresent());
    }

    String date = old.toString().substring(0, 10);
    assertThat(folder.resolve("usage/tenant=tnt_old/date=" + date + "/00000001-00.parquet")).exists();
    assertThat(folder.resolve("manifests/00000001.json")).content().contains("tenant=tnt_old");
  }

  @Test
  @Tag("promise-7")
  void twoInstancesAndARebuiltOneHaveEqualDigests() throws Exception {
    for (int i = 0; i < 500; i++) {
      UsageRecorded start = call("tcl_digest" + i, "pdp_digest" + (i % 7), 1, 10L + 2L * i);
      send(start.getProviderDeploymentId(), start);
      if (i % 3 > 0) {
        send(start.getProviderDeploymentId(), Records.completion(start, Outcome.FAILED, 11L + 2L * i));
      }
    }
    caughtUp(topics);
    try (LedgerStore store = new LedgerStore(TestLedger.settings(folder), new SimpleMeterRegistry())) {
      LedgerTopics own = LedgerTopics.of(log, "other" + UUID.randomUUID());
      for (int run = 0; run < 2; run++) {
        // The first run reads the whole log; the second one, with the same store, nothing.
        try (LedgerIngest other = other(store, own)) {
          other.start();
          await()
            .atMost(BOUND)
            .untilAsserted(() -> assertThat(other.views()).allMatch(ExternalView::ready));
          caughtUp(own);
          assertThat(digests(other)).hasSize(5).isEqualTo(digests(ingest));
        }
      }
    }
  }

  @Test
  @Tag("promise-7")
  void aRebuildBesideTheLiveStoreReplacesItWhileTheInstanceAnswers() throws Exception {
    for (int i = 0; i < 200; i++) {
      send("pdp_rebuild", call("tcl_rebuild" + i, "pdp_rebuild", 1, 1L + i));
    }
    caughtUp(topics);
    Map<String, String> before = digests(ingest);
    double rebuilds = metrics.get("keyfold.ledger.rebuilds").counter().count();

    operator().post().uri("/actuator/ledgerrebuild").exchange().expectStatus().is2xxSuccessful();

    await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        operator().get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
        assertThat(body(KEY, "/usage?provider_deployment_id=pdp_rebuild&granularity=total").get("items")).hasSize(1);
        assertThat(metrics.get("keyfold.ledger.rebuilds").counter().count()).isEqualTo(rebuilds + 1);
      });
    send("pdp_rebuild", call("tcl_rebuilt", "pdp_rebuild", 1, 500));
    caughtUp(topics);
    assertThat(
      body(KEY, "/usage?provider_deployment_id=pdp_rebuild&granularity=total").get("items").get(0).get("count").asLong()
    ).isEqualTo(201);
    assertThat(digests(ingest)).isNotEqualTo(before);
    LedgerTopics own = LedgerTopics.of(log, "rebuilt" + UUID.randomUUID());
    try (LedgerStore store = new LedgerStore(TestLedger.settings(folder), new SimpleMeterRegistry())) {
      try (LedgerIngest other = other(store, own)) {
        other.start();
        await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(other.views()).allMatch(ExternalView::ready));
        caughtUp(own);
        assertThat(digests(other)).isEqualTo(digests(ingest));
      }
    }
  }

  @Test
  @Tag("promise-7")
  void anInterruptedRebuildContinuesAndItsFileReplacesTheLiveOne() throws Exception {
    for (int i = 0; i < 50; i++) {
      send("pdp_continued", call("tcl_continued" + i, "pdp_continued", 1, 1L + i));
    }
    caughtUp(topics);
    SimpleMeterRegistry own = new SimpleMeterRegistry();
    try (LedgerStore store = new LedgerStore(TestLedger.settings(folder), own)) {
      // What a rebuild leaves that was stopped after its first batch.
      store.next().close();
      LedgerTopics others = LedgerTopics.of(log, "continued" + UUID.randomUUID());
      try (LedgerIngest other = other(store, others)) {
        other.start();
        await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(own.get("keyfold.ledger.rebuilds").counter().count()).isEqualTo(1));
        caughtUp(others);
        assertThat(store.hasNext()).isFalse();
        assertThat(digests(other)).isEqualTo(digests(ingest));
      }
    }
  }

  @Test
  @Tag("promise-7")
  void aRebuildThatCannotBeginLeavesTheLiveStoreAsItIs() throws Exception {
    caughtUp(topics);
    Map<String, String> before = digests(ingest);
    // Where the folder of the next file would be.
    Path next = Files.createFile(store.nextFolder());

    operator().post().uri("/actuator/ledgerrebuild").exchange().expectStatus().is2xxSuccessful();

    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(next).doesNotExist());
    operator().get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
    assertThat(digests(ingest)).isEqualTo(before);
  }

  private LedgerIngest other(LedgerStore store, LedgerTopics own) {
    Retention retention = new Retention(
      new RetentionSettings(Duration.ofDays(400)),
      new ArchiveProgress(false),
      Clock.systemUTC(),
      new SimpleMeterRegistry()
    );
    return new LedgerIngest(
      store,
      TestLedger.settings(folder),
      own,
      batch -> {},
      retention,
      log,
      kafka.buildConsumerProperties()
    );
  }

  private static void caughtUp(LedgerTopics topics) {
    topics.all().forEach(topic -> topic.caughtUp().block(BOUND));
  }

  private static Map<String, String> digests(LedgerIngest ingest) {
    return ingest
      .views()
      .stream()
      .collect(Collectors.toMap(view -> view.topic().topic().name(), view -> view.digest().digest()));
  }
}
