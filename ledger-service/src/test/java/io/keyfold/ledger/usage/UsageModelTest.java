package io.keyfold.ledger.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.query.SnapshotReader;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.web.ListQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** The ledger equals a plain model in memory, whatever happens to the records, and however they are cut into batches. */
@Tag("promise-6")
@Tag("promise-7")
class UsageModelTest {

  private static final List<String> GROUPS = List.of(
    "deployment",
    "auth_config",
    "credential_version",
    "tool",
    "session",
    "user",
    "provider",
    "outcome",
    "meter",
    "payer",
    "deployment,tool,outcome",
    "session,user,provider,payer",
    "credential_version,tool,user,outcome,meter"
  );

  @Property(tries = 12)
  void everyGroupByEqualsTheModel(@ForAll long seed) {
    Random random = new Random(seed);
    List<UsageFold.Located> log = RandomLog.of(random);
    try (TestLedger ledger = new TestLedger(); TestLedger rebuilt = new TestLedger()) {
      Model model = new Model();
      write(log, random, ledger, model);
      for (String tenant : List.of("tnt_a", "tnt_b")) {
        for (String groups : GROUPS) {
          UsageQuery query = query(groups, random);
          assertThat(run(ledger, tenant, query))
            .as(query.toString())
            .isEqualTo(model.rows(tenant, query));
        }
      }
      rebuilt.write(log);
      assertThat(rebuilt.digest()).isEqualTo(ledger.digest());
      asOf(log, random, ledger);
    }
  }

  /** Repeats some of the batches, as after a crash before their commit was known, and restarts now and then. */
  private static void write(List<UsageFold.Located> log, Random random, TestLedger ledger, Model model) {
    int at = 0;
    while (at < log.size()) {
      int end = Math.min(log.size(), at + 1 + random.nextInt(40));
      ledger.write(log.subList(at, end));
      log.subList(at, end).forEach(model::add);
      if (random.nextInt(4) == 0) {
        ledger.restart();
        ledger.write(log.subList(Math.max(0, end - random.nextInt(30)), end));
      }
      at = end;
    }
  }

  /** What a query counts as of earlier positions is what a ledger contained that had read up to there. */
  private static void asOf(List<UsageFold.Located> log, Random random, TestLedger ledger) {
    int end = random.nextInt(log.size());
    Model model = new Model();
    Map<Integer, Long> positions = new HashMap<>();
    for (UsageFold.Located record : log.subList(0, end)) {
      model.add(record);
      positions.put(record.partition(), record.offset() + 1);
    }
    UsageQuery query = query("deployment,tool,outcome", random).asOf(
      AsOf.parse(new AsOf(positions, null, 0).text(), "as_of")
    );
    assertThat(run(ledger, "tnt_a", query)).isEqualTo(model.rows("tnt_a", query));
  }

  private static UsageQuery query(String groups, Random random) {
    Map<String, List<String>> filters = new HashMap<>();
    filters.put("group_by", List.of(groups));
    filters.put("from", List.of("2026-10-20T00:00:00Z"));
    filters.put("to", List.of("2026-11-05T00:00:00Z"));
    filters.put("granularity", List.of(pick(random, Granularity.wires())));
    filters.put("time_zone", List.of(pick(random, RandomLog.ZONES)));
    if (random.nextBoolean()) {
      filters.put("tool", List.of("tool0", "tool1"));
    }
    if (random.nextInt(3) == 0) {
      filters.put("user", List.of("user1"));
    }
    if (random.nextInt(3) == 0) {
      filters.put("outcome", List.of("succeeded", "unknown"));
    }
    return UsageParameters.parse(
      new ListQuery(20, null, null, false, filters, Map.of()),
      Instant.parse("2026-11-05T00:00:00Z")
    );
  }

  private static String pick(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<UsageItem> run(TestLedger ledger, String tenant, UsageQuery query) {
    Buckets buckets = Buckets.of(query.granularity(), query.zone(), query.from(), query.to());
    var sql = UsageSql.groups(new TenantId(tenant), query, buckets, Optional.empty(), new UsageMeasures());
    return new ArrayList<>(SnapshotReader.rows(ledger.store(), sql, new UsageRows(query, buckets)));
  }
}
