package io.keyfold.session.usage.query;

import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapView;
import io.keyfold.session.Slice;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.session.usage.totals.SeriesKey;
import io.keyfold.session.usage.view.TotalsView;
import io.keyfold.session.usage.view.WatermarksView;
import io.keyfold.usage.Payer;
import io.keyfold.usage.SpoolWatermark;
import io.keyfold.usage.UsageTotal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

class UsageControllerTest {

  private static final String DAY = "/usage?from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z";

  private AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
  private WebTestClient client = WebTestClient.bindToServer().build();

  @BeforeEach
  void start() {
    context = new AnnotationConfigApplicationContext(Slice.class, UsageController.class);
    client = WebTestClient.bindToApplicationContext(context).build();
    fold("usageTotalsView", new TotalsView(), total("pdp_1", 1, "ses_1", 3, 10));
    fold("usageTotalsView", new TotalsView(), total("pdp_1", 2, "ses_1", 4, 11));
    fold("usageTotalsView", new TotalsView(), total("pdp_2", 1, "ses_2", 5, 12));
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void oneDeploymentsUsageIsAddedUp() {
    get(DAY + "&provider_deployment_id=pdp_1&granularity=day")
      .jsonPath("$.object")
      .isEqualTo("usage")
      .jsonPath("$.items.length()")
      .isEqualTo(1)
      .jsonPath("$.items[0].provider_deployment_id")
      .isEqualTo("pdp_1")
      .jsonPath("$.items[0].count")
      .isEqualTo(7)
      .jsonPath("$.items[0].quantity")
      .isEqualTo("7")
      .jsonPath("$.items[0].payer")
      .isEqualTo("customer")
      .jsonPath("$.items[0].outcome_unknown")
      .isEqualTo(7);
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
    UsageTotal anns = UsageTotal.newBuilder(total("pdp_1", 1, "ses_3", 6, 13))
      .setUser("ann|x")
      .build();
    fold("usageTotalsView", new TotalsView(), anns);
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
    fold(
      "usageWatermarksView",
      new WatermarksView(),
      new SpoolWatermark("usp_1", MeteredOperations.AT, Map.of("0", 12L))
    );
    get(DAY).jsonPath("$.complete_until").isEqualTo("2026-11-22T10:00:00.000Z");

    Instant later = MeteredOperations.AT.plusSeconds(60);
    fold("usageWatermarksView", new WatermarksView(), new SpoolWatermark("usp_1", later, Map.of("0", 13L)));
    get(DAY).jsonPath("$.complete_until").isEqualTo("2026-11-22T10:00:00.000Z");
  }

  @Test
  @Tag("promise-5")
  void anotherTenantSeesNothing() {
    client.get().uri(DAY).header("Tenant", "tnt_b").exchange().expectBody().jsonPath("$.items.length()").isEqualTo(0);
  }

  @Test
  void unknownParametersAreRejected() {
    for (String wrong : List.of("&granularity=week", "&group_by=colour", "&nope=1", "&from=yesterday")) {
      client
        .get()
        .uri("/usage?to=2026-11-22T00:00:00Z" + wrong)
        .exchange()
        .expectStatus()
        .isBadRequest();
    }
  }

  private BodyContentSpec get(String uri) {
    return client.get().uri(uri).exchange().expectStatus().isOk().expectBody();
  }

  private void fold(String view, RecordFold fold, SpecificRecord record) {
    String key =
      record instanceof SpoolWatermark watermark ? watermark.getSpoolId() : SeriesKey.series((UsageTotal) record);
    context
      .getBean(view, MapView.class)
      .apply((SpecificRecord it, State state) -> fold.apply(key, it, state), List.of(record));
  }

  private static UsageTotal total(String deployment, long version, String session, long count, long offset) {
    return UsageTotal.newBuilder()
      .setBucketStart(MeteredOperations.AT)
      .setTenantId("tnt_a")
      .setProviderId("prv_slack")
      .setProviderDeploymentId(deployment)
      .setAuthConfigId("pac_1")
      .setCredentialVersion(version)
      .setSessionId(session)
      .setSessionProviderId("spr_1")
      .setTool("send")
      .setMeter("tool_calls")
      .setPayer(Payer.CUSTOMER)
      .setUnit("call")
      .setQuantity(BigDecimal.valueOf(count).setScale(9))
      .setCount(count)
      .setOutcomeUnknown(count)
      .setSourcePartition(0)
      .setSourceOffset(offset)
      .setUpdatedAt(MeteredOperations.AT)
      .build();
  }
}
