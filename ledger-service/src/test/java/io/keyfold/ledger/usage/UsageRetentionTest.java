package io.keyfold.ledger.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.store.RetainedFrom;
import io.keyfold.ledger.testing.Records;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A response says from when on the ledger has rows, and counts nothing before that. */
@Tag("promise-6")
class UsageRetentionTest extends UsageEdge {

  private static final String MONTH = "/usage?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z&granularity=total";
  private static final Instant CUT = Instant.parse("2026-11-22T00:00:00Z");

  @BeforeEach
  void old() {
    UsageRecorded old = UsageRecorded.newBuilder(record("pdp_1", 1, "ses_1"))
      .setOccurredAt(CUT.minusSeconds(1))
      .build();
    ledger().write(old, Records.completion(old, Outcome.SUCCEEDED, ++sequence));
  }

  @Test
  void everythingIsThereWithoutRetention() {
    get(MONTH + "&provider_deployment_id=pdp_1")
      .jsonPath("$.retained_from")
      .isEqualTo(null)
      .jsonPath("$.items[0].count")
      .isEqualTo(8);
  }

  @Test
  void nothingIsCountedBeforeTheTimeFromWhichRowsAreRetained() {
    retainFromCut();

    get(MONTH + "&provider_deployment_id=pdp_1")
      .jsonPath("$.retained_from")
      .isEqualTo("2026-11-22T00:00:00.000Z")
      .jsonPath("$.from")
      .isEqualTo("2026-11-01T00:00:00.000Z")
      .jsonPath("$.items[0].bucket_start")
      .isEqualTo("2026-11-01T00:00:00.000Z")
      .jsonPath("$.items[0].count")
      .isEqualTo(7);
    get("/usage?from=2026-11-01T00:00:00Z&to=2026-11-22T00:00:00Z&granularity=day")
      .jsonPath("$.retained_from")
      .isEqualTo("2026-11-22T00:00:00.000Z")
      .jsonPath("$.items.length()")
      .isEqualTo(0);
  }

  @Test
  void anOlderResponseIsRepeatedWithWhatIsLeftOfIt() {
    ledger().positions().forEach(context.getBean(FoldedTopic.class)::advance);
    String asOf = JsonMapper.shared().readTree(text(MONTH)).path("as_of").asString();
    assertThat(asOf).isNotEmpty();
    retainFromCut();

    get(MONTH + "&as_of=" + asOf + "&provider_deployment_id=pdp_1")
      .jsonPath("$.retained_from")
      .isEqualTo("2026-11-22T00:00:00.000Z")
      .jsonPath("$.items[0].count")
      .isEqualTo(7);
  }

  private void retainFromCut() {
    ledger()
      .writer()
      .change(connection -> {
        RetainedFrom.write(connection, CUT);
        return true;
      });
  }
}
