package io.keyfold.platform.log.endoffset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class EndOffsetsTest {

  private static final TopicPartition ONE = new TopicPartition("a.events", 0);
  private static final TopicPartition OTHER = new TopicPartition("b.events", 0);

  private record Asked(Set<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, Long>> answer) {}

  private final List<Asked> asked = new ArrayList<>();
  private final List<Asked> beside = new ArrayList<>();
  private final EndOffsets ends = new EndOffsets(into(asked), into(beside), Schedulers.immediate());

  private static EndOffsets.Log into(List<Asked> questions) {
    return partitions -> {
      Asked question = new Asked(partitions, new CompletableFuture<>());
      questions.add(question);
      return question.answer();
    };
  }

  @Test
  void whoComesWhileAQuestionIsUnderWaySharesTheNextOneAndNeverThatOne() {
    var first = ends.of(Set.of(ONE)).toFuture();
    var second = ends.of(Set.of(ONE)).toFuture();
    var third = ends.of(Set.of(OTHER)).toFuture();
    assertThat(asked).hasSize(1);

    asked.getFirst().answer().complete(Map.of(ONE, 5L));
    assertThat(first).isCompletedWithValue(Map.of(ONE, 5L));
    assertThat(second).isNotDone();
    assertThat(asked).extracting(Asked::partitions).containsExactly(Set.of(ONE), Set.of(ONE, OTHER));

    asked
      .getLast()
      .answer()
      .complete(Map.of(ONE, 6L, OTHER, 7L));
    assertThat(second).isCompletedWithValue(Map.of(ONE, 6L));
    assertThat(third).isCompletedWithValue(Map.of(OTHER, 7L));
  }

  @Test
  void aFailedQuestionFailsItsOwnWaitersAndNotTheNext() {
    var first = ends.of(Set.of(ONE)).toFuture();
    var second = ends.of(Set.of(ONE)).toFuture();
    asked.getFirst().answer().completeExceptionally(new IllegalStateException("no broker"));
    assertThat(first).isCompletedExceptionally();

    asked.getLast().answer().complete(Map.of(ONE, 6L));
    assertThat(second).isCompletedWithValue(Map.of(ONE, 6L));
  }

  @Test
  void aWaiterThatGivesUpDoesNotGiveUpForTheOthers() {
    var first = ends.of(Set.of(ONE)).toFuture();
    var second = ends.of(Set.of(ONE)).toFuture();
    var third = ends.of(Set.of(ONE)).toFuture();
    second.cancel(true);
    asked.getFirst().answer().complete(Map.of(ONE, 5L));
    asked.getLast().answer().complete(Map.of(ONE, 6L));
    assertThat(first).isCompleted();
    assertThat(third).isCompletedWithValue(Map.of(ONE, 6L));
  }

  @Test
  void nobodyWaitsForAPartitionThatIsNotHisAndDoesNotTellItsEnd() {
    var both = ends.of(Set.of(ONE, OTHER)).toFuture();
    asked.getFirst().answer().complete(Map.of(ONE, 5L));
    assertThat(beside).extracting(Asked::partitions).containsExactly(Set.of(OTHER));

    var one = ends.of(Set.of(ONE)).toFuture();
    asked.getLast().answer().complete(Map.of(ONE, 6L));
    assertThat(one).isCompletedWithValue(Map.of(ONE, 6L));
    assertThat(both).isNotDone();
  }

  @Test
  void whatIsNotToldIsAskedForAgainUntilItIs() {
    var both = ends.of(Set.of(ONE, OTHER)).toFuture();
    asked.getFirst().answer().complete(Map.of(ONE, 5L));
    beside.getFirst().answer().complete(Map.of());
    beside.getLast().answer().complete(Map.of(OTHER, 7L));
    assertThat(beside).hasSize(2);
    assertThat(both).isCompletedWithValue(Map.of(ONE, 5L, OTHER, 7L));

    var again = ends.of(Set.of(ONE, OTHER)).toFuture();
    asked
      .getLast()
      .answer()
      .complete(Map.of(ONE, 6L, OTHER, 8L));
    assertThat(again).isCompletedWithValue(Map.of(ONE, 6L, OTHER, 8L));
    assertThat(beside).hasSize(2);
  }

  @Test
  void whoGivesUpIsNotAskedForAgain() {
    var one = ends.of(Set.of(ONE)).toFuture();
    one.cancel(true);
    asked.getFirst().answer().complete(Map.of());
    assertThat(beside).isEmpty();
  }
}
