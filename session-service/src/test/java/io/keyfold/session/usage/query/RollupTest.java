package io.keyfold.session.usage.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.session.usage.view.UsageRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RollupTest {

  private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void quartersAddUpToHours() {
    Rollup rollup = new Rollup(usageQuery(Map.of("granularity", "hour")));
    rollup.add(row(TEN, "pdp_1", 1L, "send"));
    rollup.add(row(TEN.plus(Duration.ofMinutes(45)), "pdp_1", 2L, "list"));
    rollup.add(row(TEN.plus(Duration.ofMinutes(60)), "pdp_1", 1L, "send"));

    assertThat(rollup.items()).extracting(UsageItem::count).containsExactly(2L, 1L);
    assertThat(rollup.items())
      .extracting(UsageItem::bucketStart)
      .containsExactly(TEN, TEN.plus(Duration.ofHours(1)));
    assertThat(rollup.items().getFirst().quantity()).isEqualTo("2");
    assertThat(rollup.items().getFirst().tool()).isNull();
  }

  @Test
  void rowsAreGroupedByTheRequestedDimensions() {
    Rollup rollup = new Rollup(usageQuery(Map.of("granularity", "total", "group_by", "credential_version,tool")));
    rollup.add(row(TEN, "pdp_1", 1L, "send"));
    rollup.add(row(TEN, "pdp_2", 1L, "send"));
    rollup.add(row(TEN, "pdp_1", 2L, "send"));

    assertThat(rollup.items()).extracting(UsageItem::credentialVersion).containsExactly(1L, 2L);
    assertThat(rollup.items()).extracting(UsageItem::count).containsExactly(2L, 1L);
    assertThat(rollup.items()).extracting(UsageItem::providerDeploymentId).containsOnlyNulls();
  }

  @Test
  void rowsAreGroupedAndFilteredByUser() {
    Rollup rollup = new Rollup(usageQuery(Map.of("granularity", "total", "group_by", "user", "identity_id", "ann")));
    rollup.add(row(TEN, "pdp_1", 1L, "by ann"));
    rollup.add(row(TEN, "pdp_2", 2L, "by ann"));
    rollup.add(row(TEN, "pdp_1", 1L, "by bob"));
    rollup.add(row(TEN, "pdp_1", 1L, "send"));

    assertThat(rollup.items()).extracting(UsageItem::user).containsExactly("ann");
    assertThat(rollup.items()).extracting(UsageItem::count).containsExactly(2L);
  }

  @Test
  void theRangeIsHalfOpenAndWidenedToWholeQuarters() {
    UsageQuery usageQuery = usageQuery(Map.of("from", "2026-11-22T10:07:00Z", "to", "2026-11-22T10:31:00Z"));

    assertThat(usageQuery.from()).isEqualTo(TEN);
    assertThat(usageQuery.to()).isEqualTo(TEN.plus(Duration.ofMinutes(45)));
    assertThat(usageQuery.admits(row(TEN.plus(Duration.ofMinutes(45)), "pdp_1", 1L, "send"))).isFalse();
    assertThat(usageQuery.admits(row(TEN, "pdp_1", 1L, "send"))).isTrue();
  }

  @Test
  @Tag("promise-6")
  void aPartialDayHasATruncatedBucket() {
    Rollup rollup = new Rollup(
      usageQuery(Map.of("granularity", "day", "from", "2026-11-22T10:00:00Z", "to", "2026-11-22T12:00:00Z"))
    );
    rollup.add(row(TEN, "pdp_1", 1L, "send"));

    assertThat(rollup.items().getFirst().bucketStart()).isEqualTo(TEN);
    assertThat(rollup.items().getFirst().bucketEnd()).isEqualTo(TEN.plus(Duration.ofHours(2)));
  }

  @Test
  @Tag("promise-6")
  void bucketsWithoutUsageHaveNoRow() {
    assertThat(new Rollup(usageQuery(Map.of())).items()).isEmpty();
  }

  @Test
  @Tag("promise-6")
  void aResultThatIsTooLargeIsRejectedAndNotTruncated() {
    Rollup rollup = new Rollup(usageQuery(Map.of("group_by", "tool")));

    assertThatThrownBy(() -> {
      for (int i = 0; i <= Rollup.MAX_ITEMS; i++) {
        rollup.add(row(TEN, "pdp_1", 1L, "tool" + i));
      }
    }).isInstanceOfSatisfying(ApiException.class, error -> assertThat(error.code().status()).isEqualTo(400));
  }

  @Test
  void invalidParametersAreRejected() {
    assertThatThrownBy(() -> usageQuery(Map.of("group_by", "colour"))).hasMessageContaining("group_by");
    assertThatThrownBy(() ->
      usageQuery(Map.of("from", "2026-11-23T10:00:00Z", "to", "2026-11-22T10:00:00Z"))
    ).hasMessageContaining("from");
    assertThatThrownBy(() -> usageQuery(Map.of("granularity", "week"))).isInstanceOf(ApiException.class);
  }

  private static UsageQuery usageQuery(Map<String, String> parameters) {
    Map<String, List<String>> filters = new HashMap<>();
    parameters.forEach((name, value) -> filters.put(name, List.of(value)));
    return UsageQuery.of(
      new ListQuery(20, null, null, false, filters, Map.of()),
      Instant.parse("2026-11-22T12:00:01Z")
    );
  }

  private static UsageRow row(Instant bucket, String deployment, long version, String tool) {
    return new UsageRow(
      bucket,
      deployment,
      "pac_1",
      version,
      "ses_1",
      "spr_1",
      tool,
      tool.startsWith("by ") ? tool.substring(3) : null,
      "tool_calls",
      "CUSTOMER",
      "call",
      new UsageRow.Amount(new BigDecimal("1.000000000"), 1, 1, 0, 0),
      1
    );
  }
}
