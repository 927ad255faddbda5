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

/** An instance detects that the log does not answer it. */
class ViewLagsTest {

  private static final TopicPartition DEPLOYMENTS = new TopicPartition(Topics.DEPLOYMENT_EVENTS.name(), 0);
  private static final TopicPartition KEYS = new TopicPartition(Topics.AUTHCONFIG_KEYS.name(), 0);
  private static final Duration CONTACT_TIMEOUT = Duration.ofSeconds(3);

  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final PositionTracker tracker = new PositionTracker();
  private final Map<TopicPartition, Long> endOffsets = new HashMap<>();
  private CompletableFuture<Map<TopicPartition, Long>> response = CompletableFuture.completedFuture(endOffsets);
  private int requests;
  private final ViewWaits waits = TestViews.waits(this::request, Duration.ofSeconds(10));
  private final ViewLags lags = new ViewLags(
    List.of(view("deployments", Topics.DEPLOYMENT_EVENTS), view("keys", Topics.AUTHCONFIG_KEYS)),
    waits,
    new ViewLags.Settings(Duration.ofSeconds(1), CONTACT_TIMEOUT),
    metrics
  );

  @BeforeEach
  void setPositions() {
    tracker.advance(DEPLOYMENTS, 3);
    tracker.advance(KEYS, 3);
  }

  @Test
  void isInContactWhileTheLogAnswers() {
    reportEndOffset(DEPLOYMENTS);
    reportEndOffset(KEYS);
    for (int i = 0; i < 5; i++) {
      clock.add(CONTACT_TIMEOUT);
      lags.measure().block();
      assertThat(lags.inContact()).isTrue();
    }
    // One request for both views.
    assertThat(requests).isEqualTo(5);
  }

  @Test
  void isCutOffAfterTheContactTimeout() {
    response = CompletableFuture.failedFuture(new IllegalStateException("cut off"));
    clock.add(CONTACT_TIMEOUT);
    lags.measure().block();
    assertThat(lags.inContact()).isTrue();
    clock.add(Duration.ofNanos(1));
    assertThat(lags.inContact()).isFalse();
    assertThat(metrics.get("keyfold.log.silence.milliseconds").gauge().value()).isEqualTo(3_000);
  }

  @Test
  void oneUnreachableBrokerCutsTheInstanceOff() {
    reportEndOffset(DEPLOYMENTS);
    clock.add(CONTACT_TIMEOUT.plusNanos(1));
    lags.measure().block();
    assertThat(lags.inContact()).isFalse();
    // The other view is still measured.
    assertThat(metrics.get("keyfold.view.lag.records").tag("view", "deployments").gauge().value()).isEqualTo(7);

    reportEndOffset(KEYS);
    lags.measure().block();
    assertThat(lags.inContact()).isTrue();
  }

  private void reportEndOffset(TopicPartition partition) {
    endOffsets.put(partition, 10L);
  }

  private CompletableFuture<Map<TopicPartition, Long>> request(Set<TopicPartition> partitions) {
    requests++;
    return response;
  }

  private FoldedTopic view(String name, TopicSpec topic) {
    return TestViews.of(name, topic, tracker, waits, metrics).topic();
  }
}
