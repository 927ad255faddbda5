package com.example.billing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Totals of random operations, in the order of the topic, and what is right at the end. Some are written twice, some
 * again after later ones, some series have a further key, and some operations turn out not to have been attempted.
 */
final class UsageHistory {

  private static final int DEPLOYMENTS = 5;
  private static final int BUCKETS = 400;
  private static final Instant FIRST_BUCKET = Instant.parse("2026-03-27T17:15:00Z");
  private static final Duration BUCKET = Duration.ofMinutes(15);

  private final Random random;
  private final int partitions;
  private final long[] offsets;
  private final Map<String, UsageTotal> last = new TreeMap<>();
  private final Map<String, List<UsageTotal>> written = new HashMap<>();

  UsageHistory(long seed, int partitions) {
    this.random = new Random(seed);
    this.partitions = partitions;
    this.offsets = new long[partitions];
  }

  /** {@return the next totals} */
  List<UsageTotal> next(int count) {
    List<UsageTotal> totals = new ArrayList<>();
    while (totals.size() < count) {
      UsageTotal total = operation();
      totals.add(total);
      List<UsageTotal> ofKey = written.computeIfAbsent(total.key(), key -> new ArrayList<>());
      ofKey.add(total);
      if (random.nextInt(4) == 0) {
        totals.add(ofKey.get(random.nextInt(ofKey.size())));
      }
    }
    return totals;
  }

  /** {@return the first total of each key again} */
  List<UsageTotal> first() {
    return written.values().stream().map(List::getFirst).toList();
  }

  /** {@return the right total of each key} */
  List<UsageTotal> right() {
    return List.copyOf(last.values());
  }

  /** {@return totals that would replace these} */
  static List<UsageTotal> wrong(List<UsageTotal> totals) {
    return totals
      .stream()
      .map(total -> changed(total, 1, Long.MAX_VALUE))
      .toList();
  }

  private UsageTotal operation() {
    int deployment = random.nextInt(DEPLOYMENTS);
    int partition = deployment % partitions;
    offsets[partition] += 1 + random.nextInt(3);
    UsageTotal before = random.nextInt(3) == 0 || last.isEmpty() ? null : known(partition);
    UsageTotal total = before == null ? fresh(deployment, partition) : before;
    boolean notAttempted = total.outcomeUnknown() > 0 && random.nextInt(3) == 0;
    UsageTotal changed = changed(total, notAttempted ? -1 : 1, offsets[partition]);
    last.put(changed.key(), changed);
    return changed;
  }

  private @Nullable UsageTotal known(int partition) {
    List<UsageTotal> candidates = last
      .values()
      .stream()
      .filter(total -> total.sourcePartition() == partition)
      .toList();
    return candidates.isEmpty() ? null : candidates.get(random.nextInt(candidates.size()));
  }

  private UsageTotal fresh(int deployment, int partition) {
    Instant bucket = FIRST_BUCKET.plus(BUCKET.multipliedBy(random.nextInt(BUCKETS)));
    boolean call = random.nextBoolean();
    String user = random.nextBoolean() ? "jo|e@example.com" : null;
    String series = "tnt_1|pdp_" + deployment + "|" + bucket + "|" + call + "|" + user;
    boolean late = random.nextInt(10) == 0;
    String key = late ? series + "|late-" + partition + "-" + offsets[partition] : series;
    UsageTotal known = last.get(key);
    return known != null
      ? known
      : new UsageTotal(
          key,
          bucket,
          "tnt_1",
          "prv_exa",
          "pdp_" + deployment,
          call ? "aut_1" : null,
          call ? 3L : null,
          call ? "search" : null,
          user,
          call ? "tool_calls" : "credential_resolutions",
          call ? "CUSTOMER" : "UNKNOWN",
          call ? "call" : "resolution",
          new BigDecimal("0.000000000"),
          0,
          0,
          0,
          0,
          partition,
          0,
          bucket
        );
  }

  private static UsageTotal changed(UsageTotal total, int change, long offset) {
    return new UsageTotal(
      total.key(),
      total.bucketStart(),
      total.tenantId(),
      total.providerId(),
      total.deploymentId(),
      total.authConfigId(),
      total.credentialVersion(),
      total.tool(),
      total.user(),
      total.meter(),
      total.payer(),
      total.unit(),
      total.quantity().add(new BigDecimal("1.000000001").multiply(BigDecimal.valueOf(change))),
      total.count() + change,
      total.succeeded(),
      total.failed(),
      total.outcomeUnknown() + change,
      total.sourcePartition(),
      offset,
      total.updatedAt().plusMillis(1)
    );
  }
}
