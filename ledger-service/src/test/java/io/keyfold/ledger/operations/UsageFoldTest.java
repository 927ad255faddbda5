package io.keyfold.ledger.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.testing.Records;
import io.keyfold.platform.metering.Verdict;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-6")
class UsageFoldTest {

  private static final UsageRecorded CALL = Records.start("tcl_1/tool_calls", 1);

  private final Map<String, Operation> open = new HashMap<>();
  private final Map<Spool, Long> sequences = new HashMap<>();
  private final List<Operation> ended = new ArrayList<>();
  private long offset;

  @Test
  void anOperationIsOpenUntilItsCompletion() {
    assertThat(fold(CALL)).containsOnlyKeys(Verdict.COUNTED);
    assertThat(open).containsOnlyKeys("tcl_1/tool_calls");

    assertThat(fold(Records.completion(CALL, Outcome.SUCCEEDED, 2))).containsOnlyKeys(Verdict.COMPLETED);
    assertThat(open).isEmpty();
    assertThat(ended).extracting(Operation::outcome).containsExactly("SUCCEEDED");
    assertThat(ended)
      .extracting(operation -> operation.completion())
      .extracting("offset")
      .containsExactly(1L);
  }

  @Test
  void inOneBatchTheResultIsTheSame() {
    fold(CALL, Records.completion(CALL, Outcome.SUCCEEDED, 2));

    assertThat(open).isEmpty();
    assertThat(ended).extracting(Operation::outcome).containsExactly("SUCCEEDED");
  }

  @Test
  void theFirstCompletionWins() {
    fold(CALL);

    var verdicts = fold(Records.completion(CALL, Outcome.SUCCEEDED, 2), Records.completion(CALL, Outcome.FAILED, 3));

    assertThat(verdicts).isEqualTo(Map.of(Verdict.COMPLETED, 1, Verdict.UNMATCHED, 1));
    assertThat(ended).extracting(Operation::outcome).containsExactly("SUCCEEDED");
  }

  @Test
  void whatIsNotAboveTheLastSequenceIsADuplicate() {
    fold(CALL, Records.completion(CALL, Outcome.SUCCEEDED, 2));

    assertThat(fold(CALL, Records.completion(CALL, Outcome.SUCCEEDED, 2))).isEqualTo(Map.of(Verdict.REPEATED, 2));
    assertThat(ended).hasSize(1);
  }

  @Test
  void theFirstStartWins() {
    assertThat(fold(CALL, Records.start("tcl_1/tool_calls", 2))).isEqualTo(
      Map.of(Verdict.COUNTED, 1, Verdict.CONFLICTING, 1)
    );
    assertThat(fold(Records.start("tcl_1/tool_calls", 3))).containsOnlyKeys(Verdict.CONFLICTING);
    assertThat(open).hasSize(1);
  }

  @Test
  void anOperationThatWasNotAttemptedDoesNotCount() {
    fold(CALL);

    assertThat(fold(Records.notAttempted(CALL, 2))).containsOnlyKeys(Verdict.TAKEN_BACK);
    assertThat(ended).extracting(Operation::attempted).containsExactly(false);
  }

  private Map<Verdict, Integer> fold(UsageEvent... events) {
    List<UsageFold.Located> records = new ArrayList<>();
    for (UsageEvent event : events) {
      records.add(new UsageFold.Located(event, 0, offset++));
    }
    UsageFold fold = UsageFold.of(records, new KnownHere());
    Changes changes = fold.changes();
    changes.closed().forEach(open::remove);
    changes.opened().forEach(operation -> open.put(operation.recordId(), operation));
    ended.addAll(changes.ended());
    sequences.putAll(changes.sequences());
    return fold.verdicts();
  }

  private final class KnownHere implements Known {

    @Override
    public long lastSequence(Spool spool) {
      return sequences.getOrDefault(spool, 0L);
    }

    @Override
    public Map<String, Operation> open(Collection<String> recordIds) {
      Map<String, Operation> found = new HashMap<>(open);
      found.keySet().retainAll(recordIds);
      return found;
    }
  }
}
