package io.keyfold.ledger.exports;

import static io.keyfold.ledger.testing.PriceLists.price;
import static io.keyfold.ledger.testing.PriceLists.terms;
import static io.keyfold.ledger.testing.PriceLists.tiered;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.ledger.testing.LedgerSlice;
import io.keyfold.ledger.testing.PriceLists;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.id.Sha256;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.schema.PriceListTerms;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageRecorded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class ExportControllerTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final String RANGE = "\"from\": \"2026-11-01T00:00:00Z\", \"to\": \"2026-12-01T00:00:00Z\"";
  private static final String FOCUS = "{\"dataset\": \"focus\", \"format\": \"csv\", " + RANGE + "}";
  private static final String FILE = "/files/focus_cost_and_usage.csv";

  private AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
  private WebTestClient client = WebTestClient.bindToServer().build();
  private long sequence;

  @BeforeEach
  void start() {
    context = new AnnotationConfigApplicationContext(LedgerSlice.class, ExportSlice.class, ExportController.class);
    client = WebTestClient.bindToApplicationContext(context).build();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  @Tag("promise-1")
  @Tag("promise-3")
  @Tag("promise-6")
  void aFocusFileIsCreatedAndDownloaded() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    call("send", Outcome.SUCCEEDED, Payer.PLATFORM);
    call("other", Outcome.SUCCEEDED, Payer.UNKNOWN);
    list(TENANT, "prl_own", terms("EUR", "2026-01-01T00:00:00Z", price("prv_slack", null, "0.25", "0")));

    String id = created(FOCUS);
    String export = done(id);

    byte[] content = download(id, FILE);
    assertThat(JsonPath.<String>read(export, "$.manifest.files[0].sha256")).isEqualTo(
      HexFormat.of().formatHex(Sha256.of(content))
    );
    assertThat(JsonPath.<Integer>read(export, "$.manifest.files[0].bytes")).isEqualTo(content.length);
    assertThat(JsonPath.<Integer>read(export, "$.manifest.files[0].rows")).isEqualTo(2);
    assertThat(JsonPath.<String>read(export, "$.manifest.sums[0].currency")).isEqualTo("EUR");
    assertThat(JsonPath.<String>read(export, "$.manifest.sums[0].contracted_cost")).isEqualTo("0.75");
    assertThat(JsonPath.<String>read(export, "$.manifest.sums[0].billed_cost")).isEqualTo("0.25");
    assertThat(JsonPath.<String>read(export, "$.manifest.unpriced[0].reason")).isEqualTo("payer_unknown");
    CsvFile csv = CsvFile.parse(new String(content, StandardCharsets.UTF_8));
    assertThat(csv.rows())
      .extracting(row -> row.get("x_Payer") + " " + row.get("BilledCost") + " " + row.get("ContractedCost"))
      .containsExactly("customer 0 0.25", "platform 0.25 0.25");
    assertThat(csv.rows().getFirst())
      .containsEntry("ChargePeriodStart", "2026-11-22T00:00:00Z")
      .containsEntry("ChargePeriodEnd", "2026-11-23T00:00:00Z")
      .containsEntry("BillingPeriodStart", "2026-11-01T00:00:00Z")
      .containsEntry("BillingPeriodEnd", "2026-12-01T00:00:00Z")
      .containsEntry("ResourceId", "pdp_1")
      .containsEntry("x_CredentialId", "pac_1")
      .containsEntry("x_CredentialVersion", "1")
      .containsEntry("x_PriceListId", "prl_own");
  }

  @ParameterizedTest
  @ValueSource(strings = { "csv", "jsonl", "parquet" })
  void usageIsExportedInEachFormat(String format) {
    call("=cmd()", Outcome.SUCCEEDED, Payer.CUSTOMER);

    String id = created(
      "{\"dataset\": \"usage\", \"format\": \"" + format + "\", \"group_by\": [\"tool\"], " + RANGE + "}"
    );
    done(id);
    byte[] content = download(id, "/files/usage." + format);

    String text = new String(content, StandardCharsets.UTF_8);
    assertThat(text).contains(
      switch (format) {
        case "csv" -> ",'=cmd(),";
        case "jsonl" -> "\"tool\":\"=cmd()\"";
        default -> "PAR1";
      }
    );
  }

  @Test
  void costsAreExportedWithFilters() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    call("other", Outcome.SUCCEEDED, Payer.CUSTOMER);

    String id = created(
      "{\"dataset\": \"costs\", \"format\": \"csv\", \"granularity\": \"day\", \"time_zone\": \"Asia/Kathmandu\", " +
        "\"group_by\": [\"tool\", \"metadata.team\"], \"filters\": {\"tool\": [\"send\"]}, " +
        RANGE +
        "}"
    );
    String export = done(id);
    CsvFile csv = CsvFile.parse(new String(download(id, "/files/costs.csv"), StandardCharsets.UTF_8));

    assertThat(csv.rows()).hasSize(1);
    assertThat(csv.rows().getFirst())
      .containsEntry("bucket_start", "2026-11-21T18:15:00Z")
      .containsEntry("tool", "send")
      .containsEntry("unpriced_reason", "no_price")
      .containsEntry("contracted_cost", null);
    assertThat(JsonPath.<String>read(export, "$.manifest.unpriced[0].quantity")).isEqualTo("1");
  }

  /** Of a month that is exported in part, it decides which earlier operations count for the tiers. */
  @Test
  @Tag("promise-6")
  void aListThatEndedEarlierInTheMonthCounts() {
    list(
      TENANT,
      "prl_tiers",
      terms("EUR", "2026-01-01T00:00:00Z", tiered(price("prv_slack", null, "1", "0"), "1", false))
    );
    list(TENANT, "prl_ended", terms("EUR", "2026-02-01T00:00:00Z", price("prv_slack", null, "5", "0")));
    context
      .getBean(InMemoryLog.class)
      .append(PriceLists.archive(TENANT, "prl_ended", Records.AT.plusSeconds(60)))
      .block();
    // The first call has the price of the list that ended, so the second one is free.
    for (long hours : new long[] { 0, 2, 3 }) {
      call("send", Outcome.SUCCEEDED, Payer.CUSTOMER, Records.AT.plus(Duration.ofHours(hours)));
    }

    String id = created(
      "{\"dataset\": \"costs\", \"format\": \"csv\", \"from\": \"2026-11-22T11:00:00Z\", " +
        "\"to\": \"2026-11-23T00:00:00Z\"}"
    );

    assertThat(JsonPath.<String>read(done(id), "$.manifest.sums[0].contracted_cost")).isEqualTo("1");
  }

  @Test
  @Tag("promise-5")
  void anotherTenantSeesNothing() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    String id = created(FOCUS);
    done(id);

    for (String path : List.of("", FILE, "/files/unpriced_usage.csv")) {
      client
        .get()
        .uri("/exports/" + id + path)
        .header("Tenant", "tnt_b")
        .exchange()
        .expectStatus()
        .isNotFound();
    }
    client
      .delete()
      .uri("/exports/" + id)
      .header("Tenant", "tnt_b")
      .exchange()
      .expectStatus()
      .isNotFound();
    client
      .get()
      .uri("/exports")
      .header("Tenant", "tnt_b")
      .exchange()
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(0);
    client
      .get()
      .uri("/exports?dataset=focus&status=done")
      .exchange()
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(1);
  }

  @Test
  @Tag("promise-5")
  void theFilesContainTheTenantsRowsOnly() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);

    String id = requireNonNull(
      JsonPath.read(
        body(
          client
            .post()
            .uri("/exports")
            .header("Tenant", "tnt_b")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(FOCUS)
        ),
        "$.id"
      )
    );

    await()
      .atMost(Duration.ofSeconds(30))
      .untilAsserted(() ->
        client
          .get()
          .uri("/exports/" + id)
          .header("Tenant", "tnt_b")
          .exchange()
          .expectBody()
          .jsonPath("$.status")
          .isEqualTo("done")
          .jsonPath("$.manifest.files[0].rows")
          .isEqualTo(0)
          .jsonPath("$.manifest.files[1].rows")
          .isEqualTo(0)
      );
  }

  @Test
  void aDeletedExportHasNoFiles() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    String id = created(FOCUS);
    done(id);

    client
      .delete()
      .uri("/exports/" + id)
      .exchange()
      .expectStatus()
      .isOk();

    client
      .get()
      .uri("/exports/" + id + FILE)
      .exchange()
      .expectStatus()
      .isEqualTo(410);
    client
      .delete()
      .uri("/exports/" + id)
      .exchange()
      .expectStatus()
      .isEqualTo(410);
    assertThat(context.getBean(TestLedger.class).settings().folder().resolve("exports/files")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "/files/none.csv",
      "/files/..%2f..%2fledger.duckdb",
      "/files/..",
      "/files/%2e%2e%2f",
      "/files/focus_cost_and_usage.csv%00",
      "/files/FOCUS_COST_AND_USAGE.CSV",
      "/files/unpriced_usage.csv/x",
    }
  )
  @Tag("promise-4")
  void otherFilesAreNotFound(String path) {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    String id = created(FOCUS);
    done(id);

    client
      .get()
      .uri(java.net.URI.create("/exports/" + id + path))
      .exchange()
      .expectStatus()
      .value(status -> assertThat(status).isIn(400, 404));
  }

  @Test
  void anExportThatIsRunningHasNoFiles() {
    context.getBean(Exports.class).close();
    String id = created(FOCUS);

    client
      .get()
      .uri("/exports/" + id + FILE)
      .exchange()
      .expectStatus()
      .isEqualTo(409);
  }

  @Test
  void runningExportsAreLimited() {
    context.getBean(Exports.class).close();
    created(FOCUS);
    String second = created(FOCUS);

    post(FOCUS).expectStatus().isEqualTo(409);
    client
      .delete()
      .uri("/exports/" + second)
      .exchange()
      .expectStatus()
      .isOk();
    created(FOCUS);
  }

  @Test
  @Tag("promise-2")
  void aRepeatedRequestIsOneExport() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);

    String first = body(request(FOCUS).header("Idempotency-Key", "key"));
    String second = body(request(FOCUS).header("Idempotency-Key", "key"));

    assertThat(JsonPath.<String>read(second, "$.id")).isEqualTo(JsonPath.read(first, "$.id"));
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "{}",
      "{\"dataset\": \"all\", \"format\": \"csv\", %s}",
      "{\"dataset\": \"focus\", \"format\": \"jsonl\", %s}",
      "{\"dataset\": \"focus\", \"format\": \"csv\", \"focus_version\": \"1.2\", %s}",
      "{\"dataset\": \"usage\", \"format\": \"csv\", \"focus_version\": \"1.4\", %s}",
      "{\"dataset\": \"focus\", \"format\": \"csv\", \"granularity\": \"month\", %s}",
      "{\"dataset\": \"focus\", \"format\": \"csv\", \"group_by\": [\"tool\"], %s}",
      "{\"dataset\": \"usage\", \"format\": \"csv\", \"group_by\": [\"x' OR 1=1\"], %s}",
      "{\"dataset\": \"usage\", \"format\": \"csv\", \"filters\": {\"currency\": [\"EUR\"]}, %s}",
      "{\"dataset\": \"usage\", \"format\": \"csv\", \"filters\": {\"tenant_id\": [\"tnt_b\"]}, %s}",
      "{\"dataset\": \"usage\", \"format\": \"csv\", \"filters\": {\"payer\": [\"me\"]}, %s}",
      "{\"dataset\": \"usage\", \"format\": \"csv\", \"time_zone\": \"Mars\", %s}",
      "{\"dataset\": \"usage\", \"format\": \"csv\", \"as_of\": \"aso_!\", %s}",
      "{\"dataset\": \"usage\", \"format\": \"csv\", \"from\": \"2026-12-01T00:00:00Z\", \"to\": \"2026-11-01T00:00:00Z\"}",
      "{\"dataset\": \"usage\", \"format\": \"csv\", \"from\": \"2020-12-01T00:00:00Z\", \"to\": \"2026-11-01T00:00:00Z\"}",
    }
  )
  void invalidRequestsAreRefused(String body) {
    post(body.formatted(RANGE)).expectStatus().isBadRequest();
  }

  @Test
  void anExportWithTooManyRowsFailsWithAReason() {
    UsageRecorded[] calls = new UsageRecorded[1_001];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = UsageRecorded.newBuilder(Records.start("rec_" + i, ++sequence))
        .setTool("tool" + i)
        .build();
    }
    context.getBean(TestLedger.class).write(calls);
    folded();

    String id = created("{\"dataset\": \"usage\", \"format\": \"csv\", \"group_by\": [\"tool\"], " + RANGE + "}");

    String export = ended(id, "failed");
    assertThat(JsonPath.<String>read(export, "$.failure.reason")).isEqualTo("too_large");
    client
      .get()
      .uri("/exports/" + id + "/files/usage.csv")
      .exchange()
      .expectStatus()
      .isEqualTo(409);
  }

  private void call(String tool, Outcome outcome, Payer payer) {
    call(tool, outcome, payer, Records.AT);
  }

  private void call(String tool, Outcome outcome, Payer payer, Instant at) {
    TestLedger ledger = context.getBean(TestLedger.class);
    UsageRecorded start = UsageRecorded.newBuilder(Records.start("rec_" + sequence, ++sequence))
      .setTool(tool)
      .setPayer(payer)
      .setOccurredAt(at)
      .build();
    ledger.write(start, Records.completion(start, outcome, ++sequence));
    folded();
  }

  private void folded() {
    context.getBean(TestLedger.class).positions().forEach(context.getBean(FoldedTopic.class)::advance);
  }

  private void list(TenantId owner, String id, PriceListTerms terms) {
    context
      .getBean(InMemoryLog.class)
      .append(PriceLists.create(owner, id, terms, Records.AT))
      .block();
  }

  private WebTestClient.RequestHeadersSpec<?> request(String body) {
    return client.post().uri("/exports").contentType(MediaType.APPLICATION_JSON).bodyValue(body);
  }

  private WebTestClient.ResponseSpec post(String body) {
    return request(body).exchange();
  }

  private static String body(WebTestClient.RequestHeadersSpec<?> request) {
    return requireNonNull(
      request.exchange().expectStatus().isEqualTo(202).expectBody(String.class).returnResult().getResponseBody()
    );
  }

  private String created(String body) {
    return JsonPath.read(body(request(body)), "$.id");
  }

  private String done(String id) {
    return ended(id, "done");
  }

  private String ended(String id, String status) {
    await()
      .atMost(Duration.ofSeconds(30))
      .untilAsserted(() ->
        client
          .get()
          .uri("/exports/" + id)
          .exchange()
          .expectBody()
          .jsonPath("$.status")
          .isEqualTo(status)
      );
    return requireNonNull(
      client
        .get()
        .uri("/exports/" + id)
        .exchange()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
    );
  }

  private byte[] download(String id, String path) {
    return requireNonNull(
      client
        .get()
        .uri("/exports/" + id + path)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(byte[].class)
        .returnResult()
        .getResponseBody()
    );
  }
}
