package io.keyfold.ledger.store;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.topic.Topics;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A process that continues a ledger from its position, until it is killed. */
public final class KilledWriter {

  /** Records of a batch: starts and completions, in turns. */
  static final int BATCH = 1_000;

  /** Where the records are. */
  static final TopicPartition AT = new TopicPartition(Topics.USAGE_RECORDS.name(), 0);

  private KilledWriter() {}

  /** Writes to the folder, and prints the position after each batch. */
  public static void main(String[] args) {
    LedgerStore store = new LedgerStore(TestLedger.settings(Path.of(args[0])), new SimpleMeterRegistry());
    store.open();
    LedgerWriter writer = store.writer();
    long position = writer.positions().getOrDefault(AT, 0L);
    while (true) {
      List<UsageFold.Located> batch = batch(position);
      position += BATCH;
      writer.write(new Batch(UsageFold.of(batch, writer).changes(), List.of(), Map.of(AT, position)));
      System.out.println(position);
    }
  }

  /** The log: at each offset, the start of an operation or the completion of the one that began ten offsets before. */
  static List<UsageFold.Located> batch(long from) {
    List<UsageFold.Located> batch = new ArrayList<>();
    for (long offset = from; offset < from + BATCH; offset++) {
      boolean start = offset % 20 < 10;
      long operation = start ? offset : offset - 10;
      UsageRecorded call = Records.start("tcl_" + operation + "/tool_calls", operation + 1);
      batch.add(
        new UsageFold.Located(start ? call : Records.completion(call, Outcome.SUCCEEDED, offset + 1), 0, offset)
      );
    }
    return batch;
  }
}
