package io.keyfold.ledger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.ledger.testing.Records;
import io.keyfold.platform.id.Sha256;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From usage to a downloaded FOCUS file, with a real broker. */
@Tag("kafka")
class ExportIT extends RunningLedger {

  @Test
  @Tag("promise-1")
  @Tag("promise-3")
  @Tag("promise-5")
  @Tag("promise-6")
  void anExportIsWrittenAndItsFileIsTheOneOfTheManifest() throws Exception {
    for (int i = 0; i < 3; i++) {
      UsageRecorded call = call("tcl_export" + i, "pdp_export", 1, 1L + 2L * i);
      send("pdp_export", call);
      send("pdp_export", Records.completion(call, Outcome.SUCCEEDED, 2L + 2L * i));
    }
    Map<String, Object> prices = Map.of(
      "name",
      "Slack",
      "currency",
      "EUR",
      "effective_from",
      "2020-01-01T00:00:00Z",
      "prices",
      List.of(Map.of("provider_id", provider("pdp_export"), "meter", "tool_calls", "unit_price", "0.25"))
    );
    post("/price-lists", prices, 200);

    String id = post(
      "/exports",
      Map.of(
        "dataset",
        "focus",
        "format",
        "csv",
        "from",
        begun.minusSeconds(86_400).toString(),
        "to",
        begun.plusSeconds(86_400).toString(),
        "filters",
        Map.of("provider_deployment_id", List.of("pdp_export"))
      ),
      202
    )
      .get("id")
      .asString();
    await()
      .atMost(BOUND)
      .untilAsserted(() ->
        assertThat(
          body(KEY, "/exports/" + id)
            .get("status")
            .asString()
        ).isEqualTo("done")
      );

    JsonNode manifest = body(KEY, "/exports/" + id).get("manifest");
    byte[] content = download(id);
    assertThat(manifest.at("/files/0/sha256").asString()).isEqualTo(HexFormat.of().formatHex(Sha256.of(content)));
    assertThat(manifest.at("/sums/0/contracted_cost").asString()).isEqualTo("0.75");
    assertThat(new String(content, StandardCharsets.UTF_8)).startsWith("BilledCost,BillingAccountId,");
    http(OTHER_KEY)
      .get()
      .uri("/exports/" + id)
      .exchange()
      .expectStatus()
      .isNotFound();
    http(OTHER_KEY)
      .get()
      .uri("/exports/" + id + "/files/focus_cost_and_usage.csv")
      .exchange()
      .expectStatus()
      .isNotFound();

    http(KEY)
      .delete()
      .uri("/exports/" + id)
      .exchange()
      .expectStatus()
      .isOk();
    http(KEY)
      .get()
      .uri("/exports/" + id + "/files/focus_cost_and_usage.csv")
      .exchange()
      .expectStatus()
      .isEqualTo(410);
  }

  private byte[] download(String id) {
    return Objects.requireNonNull(
      http(KEY)
        .get()
        .uri("/exports/" + id + "/files/focus_cost_and_usage.csv")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(byte[].class)
        .returnResult()
        .getResponseBody()
    );
  }

  private JsonNode post(String uri, Object body, int status) {
    return Objects.requireNonNull(
      http(KEY)
        .post()
        .uri(uri)
        .header("Keyfold-Consistency", "strong")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody()
    );
  }
}
