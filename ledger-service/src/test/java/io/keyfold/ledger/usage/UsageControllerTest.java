package io.keyfold.ledger.usage;

import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.ledger.testing.LedgerSlice;
import io.keyfold.ledger.testing.Records;
import io.keyfold.platform.completeness.WatermarksView;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.testing.MapView;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.EventMeta;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.SpoolWatermark;
import io.keyfold.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageControllerTest extends UsageEdge {

  @Test
  void oneDeploymentsUsageIsAddedUp() {
    get(DAY + "&provider_deployment_id=pdp_1&granularity=day")
      .jsonPath("$.object")
      .isEqualTo("usage")
      .jsonPath("$.time_zone")
      .isEqualTo("UTC")
      .jsonPath("$.group_by[0]")
      .isEqualTo("deployment")
      .jsonPath("$.items.length()")
      .isEqualTo(1)
      .jsonPath("$.items[0].provider_deployment_id")
      .isEqualTo("pdp_1")
      .jsonPath("$.items[0].bucket_start")
      .isEqualTo("2026-11-22T00:00:00.000Z")
      .jsonPath("$.items[0].bucket_end")
      .isEqualTo("2026-11-23T00:00:00.000Z")
      .jsonPath("$.items[0].count")
      .isEqualTo(7)
      .jsonPath("$.items[0].quantity")
      .isEqualTo("7")
      .jsonPath("$.items[0].payer")
      .isEqualTo("customer")
      .jsonPath("$.items[0].outcome_unknown")
      .isEqualTo(7)
      .jsonPath("$.items[0].tool")
      .isEqualTo(null)
      .jsonPath("$.next_page")
      .isEqualTo(null);
  }

  @Test
  void groupingByDeploymentNeedsNoDeployment() {
    get(DAY + "&granularity=total&group_by=deployment")
      .jsonPath("$.items.length()")
      .isEqualTo(2);
    get(DAY + "&granularity=total&group_by=deployment&group_by=credential_version")
      .jsonPath("$.items.length()")
      .isEqualTo(3);
    get(DAY + "&granularity=total&session_id=ses_2")
      .jsonPath("$.items[0].count")
      .isEqualTo(5);
  }

  @Test
  void oneUsersUsageIsFound() {
    List<UsageRecorded> anns = IntStream.range(0, 6)
      .mapToObj(i ->
        UsageRecorded.newBuilder(record("pdp_1", 1, "ses_3"))
          .setUser("ann|x")
          .build()
      )
      .toList();
    anns.forEach(ledger()::write);
    for (String filter : List.of("&user=ann|x", "&identity_id=ann|x", "&user=ann|x&session_id=ses_3")) {
      get(DAY + "&granularity=total&group_by=user" + filter)
        .jsonPath("$.items.length()")
        .isEqualTo(1)
        .jsonPath("$.items[0].user")
        .isEqualTo("ann|x")
        .jsonPath("$.items[0].count")
        .isEqualTo(6);
    }
    get(DAY + "&granularity=total&user=ann")
      .jsonPath("$.items.length()")
      .isEqualTo(0);
    get(DAY + "&granularity=total&group_by=user")
      .jsonPath("$.items.length()")
      .isEqualTo(2);
  }

  @Test
  void outcomesAndProvidersAreDimensions() {
    UsageRecorded call = record("pdp_1", 1, "ses_1");
    ledger()
      .write(call)
      .write(Records.completion(call, Outcome.TIMED_OUT, ++sequence));

    get(DAY + "&granularity=total&group_by=provider,outcome")
      .jsonPath("$.items[0].provider_id")
      .isEqualTo("prv_slack")
      .jsonPath("$.items[0].outcome")
      .isEqualTo("timed_out")
      .jsonPath("$.items[0].failed")
      .isEqualTo(1)
      .jsonPath("$.items[1].outcome")
      .isEqualTo("unknown")
      .jsonPath("$.items[1].count")
      .isEqualTo(12);
    get(DAY + "&granularity=total&outcome=timed_out&payer=customer&meter=tool_calls&credential_version=1")
      .jsonPath("$.items[0].count")
      .isEqualTo(1);
  }

  @Test
  void usageIsGroupedAndFilteredByTheDeploymentsMetadata() {
    deployment("pdp_1", "{\"team\":\"payments\",\"cost_center\":4711}");
    deployment("pdp_2", "{\"team\":\"search\"}");

    get(DAY + "&granularity=total&group_by=metadata.team,metadata.cost_center")
      .jsonPath("$.items.length()")
      .isEqualTo(2)
      .jsonPath("$.items[0].metadata.team")
      .isEqualTo("search")
      .jsonPath("$.items[0].metadata.cost_center")
      .isEqualTo(null)
      .jsonPath("$.items[1].metadata.cost_center")
      .isEqualTo("4711")
      .jsonPath("$.items[1].count")
      .isEqualTo(7);
    get(DAY + "&granularity=total&metadata=team:search&group_by=metadata.cost_center")
      .jsonPath("$.items.length()")
      .isEqualTo(1)
      .jsonPath("$.items[0].count")
      .isEqualTo(5);
  }

  @Test
  void daysAreThoseOfTheTimeZone() {
    // 10:00Z is 15:45 in Kathmandu, and the next day in Kiritimati.
    get(DAY + "&granularity=day&time_zone=Asia/Kathmandu")
      .jsonPath("$.items[0].bucket_start")
      .isEqualTo("2026-11-22T00:00:00.000Z")
      .jsonPath("$.items[0].bucket_end")
      .isEqualTo("2026-11-22T18:15:00.000Z");
    get(DAY + "&granularity=day&time_zone=Pacific/Kiritimati")
      .jsonPath("$.items[0].bucket_start")
      .isEqualTo("2026-11-22T10:00:00.000Z");
  }

  @Test
  @Tag("promise-6")
  void decimalsAreExact() {
    for (String quantity : List.of("0.000000001", "12345678901234567890123456789.000000001")) {
      ledger().write(
        UsageRecorded.newBuilder(record("pdp_9", 1, "ses_9"))
          .setQuantity(new BigDecimal(quantity).setScale(9))
          .build()
      );
    }

    get(DAY + "&granularity=total&session_id=ses_9")
      .jsonPath("$.items[0].quantity")
      .isEqualTo("12345678901234567890123456789.000000002");
  }

  @Test
  @Tag("promise-6")
  void noRowsWithoutUsage() {
    get("/usage?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&granularity=day")
      .jsonPath("$.items.length()")
      .isEqualTo(0)
      .jsonPath("$.complete_until")
      .isEqualTo(null);
  }

  @Test
  @Tag("promise-6")
  void theResponseContainsTheCompletenessWatermark() {
    FoldedTopic records = context.getBean(FoldedTopic.class);
    records.advance(0, 13);
    watermark("2026-11-22T10:00:00Z", 12);
    get(DAY).jsonPath("$.complete_until").isEqualTo("2026-11-22T10:00:00.000Z");

    watermark("2026-11-22T10:01:00Z", 13);
    get(DAY).jsonPath("$.complete_until").isEqualTo("2026-11-22T10:00:00.000Z");
  }

  @Test
  @Tag("promise-5")
  void anotherTenantSeesNothing() {
    deployment("pdp_1", "{\"team\":\"payments\"}");
    for (String more : List.of(
      "",
      "&group_by=session,user",
      "&provider_deployment_id=pdp_1",
      "&group_by=metadata.team"
    )) {
      client
        .get()
        .uri(DAY + more)
        .header("Tenant", "tnt_b")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "&granularity=week",
      "&group_by=colour",
      "&group_by=metadata.",
      "&group_by=metadata.a,metadata.b,metadata.c,metadata.d",
      "&metadata=team",
      "&nope=1",
      "&from=yesterday",
      "&from=2016-11-22T00:00:00Z",
      "&time_zone=Mars/Olympus",
      "&time_zone=%2B05:50",
      "&outcome=great",
      "&credential_version=one",
      "&page_size=0",
      "&page_size=10001",
    }
  )
  void invalidParametersAreRejected(String wrong) {
    refused("/usage?to=2026-11-22T00:00:00Z" + wrong);
  }

  @Test
  void hostileQueriesAreRejected() {
    String groups = IntStream.range(0, 50)
      .mapToObj(i -> "metadata.k" + i)
      .collect(Collectors.joining(","));
    String filters = IntStream.range(0, 1_000)
      .mapToObj(i -> "&tool=t" + i)
      .collect(Collectors.joining());

    refused(DAY + "&group_by=" + groups);
    refused(DAY + filters);
    get(DAY + "&tool=' OR 1=1 --")
      .jsonPath("$.items.length()")
      .isEqualTo(0);
    get(DAY + "&group_by=metadata.x'; DROP TABLE ended; --")
      .jsonPath("$.items[0].count")
      .isEqualTo(12);
  }

  private void watermark(String until, long last) {
    SpoolWatermark mark = new SpoolWatermark("usp_1", Instant.parse(until), Map.of("0", last));
    context.getBean("watermarks", MapView.class).fold(new WatermarksView(), "usp_1", mark);
  }

  private void deployment(String id, String metadata) {
    EventMeta meta = EventMeta.newBuilder()
      .setEventId("evt_" + id)
      .setTenantId("tnt_a")
      .setObjectId(id)
      .setVersion(1)
      .setRecordedAt(Records.AT)
      .setActor(new Actor(ActorType.OPERATOR, "test"))
      .setRequestId("req_1")
      .setCommandId(UUID.randomUUID())
      .build();
    LedgerSlice.created(
      context.getBean("deploymentsView", MapView.class),
      DeploymentCreated.newBuilder().setMeta(meta).setProviderId("prv_slack").setMetadata(metadata).build()
    );
  }
}
