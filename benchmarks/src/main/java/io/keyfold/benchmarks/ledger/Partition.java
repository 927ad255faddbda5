package io.keyfold.benchmarks.ledger;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.usage.UsageEvent;
import java.util.ArrayList;
import java.util.List;

/** A partition of usage records that is read in batches. For one thread. */
final class Partition {

  private final int number;
  private final CallRecords records;
  private List<MeteredOperation> waiting = new ArrayList<>();
  private List<MeteredOperation> open = new ArrayList<>();
  private long offset;

  Partition(int number, CallRecords records) {
    this.number = number;
    this.records = records;
  }

  int number() {
    return number;
  }

  /** {@return the position after the last batch} */
  long position() {
    return offset;
  }

  /** {@return how many calls wait for a batch} */
  int add(MeteredOperation call) {
    waiting.add(call);
    return waiting.size();
  }

  /** {@return a batch with the starts and the completions of the waiting calls, as they follow each other in a rebuild} */
  List<UsageFold.Located> whole() {
    List<UsageFold.Located> batch = new ArrayList<>();
    for (MeteredOperation call : waiting) {
      batch.add(located(records.start(call)));
      batch.add(located(records.completion(call)));
    }
    waiting = new ArrayList<>();
    return batch;
  }

  /** {@return a batch with the completions of the last batch's calls and the starts of the waiting ones} */
  List<UsageFold.Located> split() {
    List<UsageFold.Located> batch = new ArrayList<>();
    open.forEach(call -> batch.add(located(records.completion(call))));
    waiting.forEach(call -> batch.add(located(records.start(call))));
    open = waiting;
    waiting = new ArrayList<>();
    return batch;
  }

  private UsageFold.Located located(UsageEvent event) {
    return new UsageFold.Located(event, number, offset++);
  }
}
