package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.platform.topic.Topics;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An instance knows when the log leaves it without an answer. */
class ViewLagsTest {

  private static final TopicPartition DEPLOYMENTS = new TopicPartition(Topics.DEPLOYMENT_EVENTS.name(), 0);
  private static final TopicPartition KEYS = new TopicPartition(Topics.AUTHCONFIG_KEYS.name(), 0);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final PositionTracker tracker = new PositionTracker();
  private final Map<TopicPartition, Long> told = new HashMap<>();
  private CompletableFuture<Map<TopicPartition, Long>> answer = CompletableFuture.completedFuture(told);
  private int questions;
  private final ViewWaits waits = TestViews.waits(this::ask, Duration.ofSeconds(10));
  private final ViewLags lags = new ViewLags(
    List.of(view("deployments", Topics.DEPLOYMENT_EVENTS), view("keys", Topics.AUTHCONFIG_KEYS)),
    waits,
    new ViewLags.Settings(Duration.ofSeconds(1), PATIENCE),
    metrics
  );

  @BeforeEach
  void theViewsAreFollowed() {
    tracker.passed(DEPLOYMENTS, 3);
    tracker.passed(KEYS, 3);
  }

  @Test
  void isInContactWhileTheLogAnswers() {
    tells(DEPLOYMENTS);
    tells(KEYS);
    for (int i = 0; i < 5; i++) {
      clock.add(PATIENCE);
      lags.measure().block();
      assertThat(lags.inContact()).isTrue();
    }
    // One for both views.
    assertThat(questions).isEqualTo(5);
  }

  @Test
  void isCutOffOnceThePatienceIsOver() {
    answer = CompletableFuture.failedFuture(new IllegalStateException("cut off"));
    clock.add(PATIENCE);
    lags.measure().block();
    assertThat(lags.inContact()).isTrue();
    clock.add(Duration.ofNanos(1));
    assertThat(lags.inContact()).isFalse();
    assertThat(metrics.get("keyfold.log.silence.milliseconds").gauge().value()).isEqualTo(3_000);
  }

  @Test
  void whatOneBrokerLeadsIsNotMissedForTheAnswersOfOthers() {
    tells(DEPLOYMENTS);
    clock.add(PATIENCE.plusNanos(1));
    lags.measure().block();
    assertThat(lags.inContact()).isFalse();
    // The other view is measured all the same.
    assertThat(metrics.get("keyfold.view.lag.records").tag("view", "deployments").gauge().value()).isEqualTo(7);

    tells(KEYS);
    lags.measure().block();
    assertThat(lags.inContact()).isTrue();
  }

  private void tells(TopicPartition partition) {
    told.put(partition, 10L);
  }

  private CompletableFuture<Map<TopicPartition, Long>> ask(Set<TopicPartition> partitions) {
    questions++;
    return answer;
  }

  private StoreView view(String name, TopicSpec topic) {
    return TestViews.of(name, topic, tracker, waits, metrics);
  }
}
