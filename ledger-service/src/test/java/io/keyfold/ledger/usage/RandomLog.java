package io.keyfold.ledger.usage;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.testing.Records;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A log of random records, with duplicates, conflicts, and operations that end late, twice or never. */
public final class RandomLog {

  /** Zones with daylight saving time, and one with an odd offset. */
  public static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu");

  private static final int OPERATIONS = 150;
  private static final int PARTITIONS = 3;
  private static final Instant FROM = Instant.parse("2026-10-20T00:00:00Z");
  private static final int SPAN_SECONDS = 16 * 24 * 3600;

  private final Random random;
  private final List<UsageFold.Located> log = new ArrayList<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final long[] offsets = new long[PARTITIONS];
  private final List<UsageRecorded> open = new ArrayList<>();
  private final Map<String, Integer> partitions = new HashMap<>();

  private RandomLog(Random random) {
    this.random = random;
  }

  /** {@return the records} */
  public static List<UsageFold.Located> of(Random random) {
    RandomLog records = new RandomLog(random);
    for (int i = 0; i < OPERATIONS; i++) {
      records.step(i);
    }
    return records.log;
  }

  private void step(int number) {
    UsageRecorded start = start(number);
    append(start);
    open.add(start);
    if (random.nextInt(10) == 0) {
      // The same operation once more, by a confused sender.
      append(UsageRecorded.newBuilder(start).setSpoolSequence(next(start.getSpoolId())).build());
    }
    while (!open.isEmpty() && random.nextInt(10) < 6) {
      complete(open.get(random.nextInt(open.size())));
    }
    if (!log.isEmpty() && random.nextInt(8) == 0) {
      // A batch was sent again.
      UsageFold.Located again = log.get(random.nextInt(log.size()));
      log.add(new UsageFold.Located(again.event(), again.partition(), offset(again.partition())));
    }
  }

  private void complete(UsageRecorded start) {
    long sequence = next(start.getSpoolId());
    append(
      random.nextInt(8) == 0
        ? Records.notAttempted(start, sequence)
        : Records.completion(start, one(List.of(Outcome.values())), sequence)
    );
    if (random.nextInt(10) > 0) {
      open.remove(start);
    }
  }

  private UsageRecorded start(int number) {
    String spool = "usp_" + random.nextInt(2);
    boolean call = random.nextInt(4) > 0;
    return UsageRecorded.newBuilder(Records.start("rec_" + number, next(spool)))
      .setSpoolId(spool)
      .setTenantId(random.nextInt(4) == 0 ? "tnt_b" : "tnt_a")
      .setOccurredAt(FROM.plusSeconds(random.nextInt(SPAN_SECONDS)).plusNanos(random.nextInt(1_000_000) * 1_000L))
      .setProviderId("prv_" + random.nextInt(2))
      .setProviderDeploymentId("pdp_" + random.nextInt(4))
      .setAuthConfigId(random.nextInt(5) == 0 ? null : "pac_" + random.nextInt(3))
      .setCredentialVersion(random.nextInt(5) == 0 ? null : (long) random.nextInt(3))
      .setSessionId(call ? "ses_" + random.nextInt(5) : null)
      .setTool(call ? "tool" + random.nextInt(3) : null)
      .setUser(random.nextBoolean() ? null : "user" + random.nextInt(3))
      .setMeter(call ? "tool_calls" : "credential_resolutions")
      .setPayer(one(List.of(Payer.values())))
      .setUnit(call ? "call" : "resolution")
      .setQuantity(BigDecimal.valueOf(random.nextInt(1_000_000_000), 9))
      .setOutcome(call ? Outcome.UNKNOWN : Outcome.SUCCEEDED)
      .build();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private long next(String spool) {
    return sequences.merge(spool, 1L, Long::sum);
  }

  /** An operation's records are on the partition of its deployment. */
  private void append(UsageEvent event) {
    String id = event instanceof UsageRecorded start ? start.getRecordId() : recordId(event);
    int partition = partitions.computeIfAbsent(id, none -> random.nextInt(PARTITIONS));
    log.add(new UsageFold.Located(event, partition, offset(partition)));
  }

  private static String recordId(UsageEvent event) {
    return ((UsageCompleted) event).getRecordId();
  }

  private long offset(int partition) {
    // Transaction markers take offsets too.
    offsets[partition] += 1 + random.nextInt(2);
    return offsets[partition];
  }
}
