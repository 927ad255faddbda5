package io.keyfold.benchmarks.ledger;

import io.keyfold.platform.id.Ids;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** The records of calls, as one spool sends them. For one thread. */
final class CallRecords {

  private static final int FAILED_PERCENT = 3;
  private static final int PERCENT = 100;
  private static final double TYPICAL_MICROS = 300_000;

  private final String spool = Ids.fresh("usp_", Instant.now());
  private final Random random = new Random(2);
  private long sequence;

  UsageRecorded start(MeteredOperation call) {
    return UsageRecorded.newBuilder(call.recorded(Outcome.UNKNOWN, later(call.occurredAt(), random.nextInt(500))))
      .setSpoolId(spool)
      .setSpoolSequence(++sequence)
      .build();
  }

  UsageCompleted completion(MeteredOperation call) {
    boolean failed = random.nextInt(PERCENT) < FAILED_PERCENT;
    long micros = Math.round(TYPICAL_MICROS * Math.exp(random.nextGaussian()));
    UsageCompleted completion = call.completed(
      failed ? Outcome.FAILED : Outcome.SUCCEEDED,
      later(call.occurredAt(), micros + random.nextInt(2_000)),
      Duration.of(micros, ChronoUnit.MICROS),
      null,
      failed ? "upstream_error" : null
    );
    return UsageCompleted.newBuilder(completion).setSpoolId(spool).setSpoolSequence(++sequence).build();
  }

  private static Instant later(Instant at, long micros) {
    return at.plus(micros, ChronoUnit.MICROS);
  }
}
