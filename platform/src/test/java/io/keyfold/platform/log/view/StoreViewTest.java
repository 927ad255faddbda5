package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.access.ApiKeyHash;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

@Tag("promise-3")
class StoreViewTest {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.DEPLOYMENT_EVENTS.name(), 0);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final PositionTracker tracker = new PositionTracker();
  private CompletableFuture<Map<TopicPartition, Long>> end = new CompletableFuture<>();
  private final StoreView view = TestViews.of(
    "keys",
    Topics.DEPLOYMENT_EVENTS,
    tracker,
    TestViews.waits(partitions -> end, Duration.ofMillis(20)),
    metrics
  );

  @BeforeEach
  void setPosition() {
    tracker.advance(PARTITION, 3);
  }

  @Test
  void aMissAtTheEndOffsetCompletesEmpty() {
    end = CompletableFuture.completedFuture(Map.of(PARTITION, 3L));

    StepVerifier.create(view.await(ApiKeyHash.key("unknown"))).verifyComplete();
  }

  @Test
  void aMissOfALaggingViewIsUnavailable() {
    end = CompletableFuture.completedFuture(Map.of(PARTITION, 4L));

    StepVerifier.create(view.await(ApiKeyHash.key("unknown"))).verifyErrorSatisfies(StoreViewTest::unavailable);
  }

  @Test
  void aMissWithoutAnEndOffsetIsUnavailable() {
    end = CompletableFuture.failedFuture(new IllegalStateException("no broker"));

    StepVerifier.create(view.await(ApiKeyHash.key("unknown"))).verifyErrorSatisfies(StoreViewTest::unavailable);
    StepVerifier.create(view.caughtUp()).verifyErrorSatisfies(StoreViewTest::unavailable);
  }

  private static void unavailable(Throwable error) {
    assertThat(error).isInstanceOfSatisfying(ApiException.class, e ->
      assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE)
    );
  }
}
