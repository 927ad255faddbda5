package io.keyfold.platform.log.endoffset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class EndOffsetsTest {

  private static final TopicPartition ONE = new TopicPartition("a.events", 0);
  private static final TopicPartition OTHER = new TopicPartition("b.events", 0);

  private record SentRequest(Set<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, Long>> response) {}

  private final List<SentRequest> primary = new ArrayList<>();
  private final List<SentRequest> fallback = new ArrayList<>();
  private final EndOffsets ends = new EndOffsets(recorder(primary), recorder(fallback), Schedulers.immediate());

  private static EndOffsets.Log recorder(List<SentRequest> requests) {
    return partitions -> {
      SentRequest request = new SentRequest(partitions, new CompletableFuture<>());
      requests.add(request);
      return request.response();
    };
  }

  @Test
  @Tag("promise-3")
  void callsDuringARequestShareTheNextRequest() {
    var first = ends.of(Set.of(ONE)).toFuture();
    var second = ends.of(Set.of(ONE)).toFuture();
    var third = ends.of(Set.of(OTHER)).toFuture();
    assertThat(primary).hasSize(1);

    primary.getFirst().response().complete(Map.of(ONE, 5L));
    assertThat(first).isCompletedWithValue(Map.of(ONE, 5L));
    assertThat(second).isNotDone();
    assertThat(primary).extracting(SentRequest::partitions).containsExactly(Set.of(ONE), Set.of(ONE, OTHER));

    primary
      .getLast()
      .response()
      .complete(Map.of(ONE, 6L, OTHER, 7L));
    assertThat(second).isCompletedWithValue(Map.of(ONE, 6L));
    assertThat(third).isCompletedWithValue(Map.of(OTHER, 7L));
  }

  @Test
  void aFailedRequestFailsOnlyItsOwnCallers() {
    var first = ends.of(Set.of(ONE)).toFuture();
    var second = ends.of(Set.of(ONE)).toFuture();
    primary.getFirst().response().completeExceptionally(new IllegalStateException("no broker"));
    assertThat(first).isCompletedExceptionally();

    primary.getLast().response().complete(Map.of(ONE, 6L));
    assertThat(second).isCompletedWithValue(Map.of(ONE, 6L));
  }

  @Test
  void aCancelledCallerDoesNotAffectOthers() {
    var first = ends.of(Set.of(ONE)).toFuture();
    var second = ends.of(Set.of(ONE)).toFuture();
    var third = ends.of(Set.of(ONE)).toFuture();
    second.cancel(true);
    primary.getFirst().response().complete(Map.of(ONE, 5L));
    primary.getLast().response().complete(Map.of(ONE, 6L));
    assertThat(first).isCompleted();
    assertThat(third).isCompletedWithValue(Map.of(ONE, 6L));
  }

  @Test
  void unavailablePartitionsDoNotDelayOthers() {
    var both = ends.of(Set.of(ONE, OTHER)).toFuture();
    primary.getFirst().response().complete(Map.of(ONE, 5L));
    assertThat(fallback).extracting(SentRequest::partitions).containsExactly(Set.of(OTHER));

    var one = ends.of(Set.of(ONE)).toFuture();
    primary.getLast().response().complete(Map.of(ONE, 6L));
    assertThat(one).isCompletedWithValue(Map.of(ONE, 6L));
    assertThat(both).isNotDone();
  }

  @Test
  void missingEndOffsetsAreRequestedAgain() {
    var both = ends.of(Set.of(ONE, OTHER)).toFuture();
    primary.getFirst().response().complete(Map.of(ONE, 5L));
    fallback.getFirst().response().complete(Map.of());
    fallback.getLast().response().complete(Map.of(OTHER, 7L));
    assertThat(fallback).hasSize(2);
    assertThat(both).isCompletedWithValue(Map.of(ONE, 5L, OTHER, 7L));

    var retried = ends.of(Set.of(ONE, OTHER)).toFuture();
    primary
      .getLast()
      .response()
      .complete(Map.of(ONE, 6L, OTHER, 8L));
    assertThat(retried).isCompletedWithValue(Map.of(ONE, 6L, OTHER, 8L));
    assertThat(fallback).hasSize(2);
  }

  @Test
  void aCancelledCallerSendsNoMoreRequests() {
    var one = ends.of(Set.of(ONE)).toFuture();
    one.cancel(true);
    primary.getFirst().response().complete(Map.of());
    assertThat(fallback).isEmpty();
  }
}
