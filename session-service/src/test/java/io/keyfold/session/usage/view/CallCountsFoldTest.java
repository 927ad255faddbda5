package io.keyfold.session.usage.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapState;
import io.keyfold.session.usage.CallCounts.Counts;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-6")
class CallCountsFoldTest {

  private static final MeteredOperation CALL = MeteredOperations.call("tcl_1");
  private static final UsageRecorded START = MeteredOperations.start(CALL, "usp_1", 1);

  private final MapState records = new MapState();

  /** A record on its partition. */
  private record Located(int partition, UsageEvent event) {}

  @Test
  void aCallCountsFromItsStartAndIsAnsweredFromItsCompletion() {
    fold(0, START);
    assertThat(counts("ses_1")).isEqualTo(new Counts(1, 0));

    fold(0, MeteredOperations.completion(CALL, Outcome.FAILED, "usp_1", 2));

    assertThat(counts("ses_1")).isEqualTo(new Counts(1, 1));
    assertThat(new ViewedCallCounts(records).ofSessionProvider(MeteredOperations.TENANT, "spr_1")).isEqualTo(
      new Counts(1, 1)
    );
    assertThat(new ViewedCallCounts(records).ofSession(new TenantId("tnt_b"), "ses_1")).isEqualTo(Counts.NONE);
  }

  @Test
  void aCallThatWasNotAttemptedNoLongerCounts() {
    fold(0, START);

    fold(0, MeteredOperations.notAttempted(CALL, "usp_1", 2));

    assertThat(counts("ses_1")).isEqualTo(Counts.NONE);
  }

  @Test
  void repetitionsAndFurtherCompletionsDoNotCount() {
    fold(0, START);
    fold(0, MeteredOperations.completion(CALL, Outcome.SUCCEEDED, "usp_1", 2));

    fold(0, START);
    fold(0, MeteredOperations.completion(CALL, Outcome.SUCCEEDED, "usp_1", 2));
    fold(0, MeteredOperations.notAttempted(CALL, "usp_1", 3));

    assertThat(counts("ses_1")).isEqualTo(new Counts(1, 1));
  }

  @Test
  void partitionsOfASpoolAreFoldedInAnyOrder() {
    fold(1, MeteredOperations.start(MeteredOperations.call("tcl_2"), "usp_1", 2));

    fold(0, START);

    assertThat(counts("ses_1")).isEqualTo(new Counts(2, 0));
  }

  @Test
  @Tag("promise-7")
  void everyInterleavingOfPartitionsWithRepetitionsGivesTheSameState() {
    List<List<Located>> partitions = List.of(log(0), log(1), log(2));
    MapState inOrder = new MapState();
    partitions.forEach(partition -> partition.forEach(record -> fold(inOrder, record)));

    for (int seed = 0; seed < 50; seed++) {
      MapState state = new MapState();
      interleaved(partitions, new Random(seed)).forEach(record -> fold(state, record));
      assertThat(state).isEqualTo(inOrder);
    }
  }

  /** A third of the records of one spool, with a call that is not completed. */
  private static List<Located> log(int partition) {
    List<Located> log = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      MeteredOperation call = MeteredOperations.call("tcl_" + partition + "_" + i);
      long sequence = 6L * i + partition + 1;
      log.add(new Located(partition, MeteredOperations.start(call, "usp_1", sequence)));
      if (i > 0) {
        log.add(new Located(partition, MeteredOperations.completion(call, Outcome.SUCCEEDED, "usp_1", sequence + 3)));
      }
    }
    return log;
  }

  /** {@return the records in a random order that keeps each partition's; some are read again from a checkpoint} */
  private static List<Located> interleaved(List<List<Located>> partitions, Random random) {
    List<Located> order = new ArrayList<>();
    int[] next = new int[partitions.size()];
    while (order.size() < 1_000 && open(partitions, next)) {
      int partition = random.nextInt(next.length);
      if (next[partition] < partitions.get(partition).size()) {
        order.add(partitions.get(partition).get(next[partition]));
        next[partition] = random.nextInt(5) == 0 ? random.nextInt(next[partition] + 1) : next[partition] + 1;
      }
    }
    assertThat(order).hasSizeLessThan(1_000);
    return order;
  }

  private static boolean open(List<List<Located>> partitions, int[] next) {
    for (int i = 0; i < next.length; i++) {
      if (next[i] < partitions.get(i).size()) {
        return true;
      }
    }
    return false;
  }

  private Counts counts(String sessionId) {
    return new ViewedCallCounts(records).ofSession(MeteredOperations.TENANT, sessionId);
  }

  private void fold(int partition, UsageEvent event) {
    fold(records, new Located(partition, event));
  }

  private static void fold(MapState state, Located record) {
    state.apply(
      (Located it, State before) -> new CallCountsFold().apply(it.partition(), "pdp_1", it.event(), before),
      List.of(record)
    );
  }
}
