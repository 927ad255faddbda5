package io.keyfold.benchmarks.ledger;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.kafka.LogProducer;
import io.keyfold.benchmarks.process.StandaloneProcess;
import io.keyfold.platform.id.TenantId;
import io.keyfold.session.usage.MeteredOperation;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Appends the records of calls to the log of a standalone. */
final class LogCalls {

  private static final long TIMEOUT_SECONDS = 600;

  private LogCalls() {}

  /**
   * {@return the number of appended records} Waits until the standalone has folded them too, so that it is idle.
   *
   * @param calls number of the tenant's calls
   */
  static long append(StandaloneProcess standalone, String tenant, long calls) throws IOException, InterruptedException {
    Instant end = Instant.now();
    SyntheticCalls source = new SyntheticCalls(new TenantId(tenant), calls, end);
    CallRecords records = new CallRecords();
    long appended = 0;
    try (LogProducer log = new LogProducer(standalone.kafka(), standalone.registry())) {
      while (source.hasNext()) {
        MeteredOperation call = source.next();
        log.append(records.start(call));
        log.append(records.completion(call));
        appended += 2;
      }
      log.flush();
    }
    awaitCounted(standalone, end, calls);
    return appended;
  }

  private static void awaitCounted(StandaloneProcess standalone, Instant end, long calls)
    throws IOException, InterruptedException {
    String path =
      "/usage?granularity=total&group_by=meter&from=" +
      end.minus(SyntheticCalls.SPAN) +
      "&to=" +
      end.plus(1, ChronoUnit.HOURS);
    long timeout = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    try (Api api = new Api(standalone.url(), StandaloneProcess.KEY)) {
      while (succeededOrFailed(api.get(path)) < calls) {
        if (System.nanoTime() > timeout) {
          throw new IllegalStateException("the standalone did not count the calls in " + TIMEOUT_SECONDS + " s");
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private static long succeededOrFailed(JsonNode usage) {
    long count = 0;
    for (JsonNode item : usage.get("items")) {
      count += item.get("succeeded").asLong() + item.get("failed").asLong();
    }
    return count;
  }
}
