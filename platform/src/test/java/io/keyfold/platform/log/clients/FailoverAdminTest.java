package io.keyfold.platform.log.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailoverAdminTest {

  private static final Map<String, Object> NOBODY = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
  private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

  private final List<Told> made = new ArrayList<>();
  private final FailoverAdmin admin = new FailoverAdmin(NOBODY, config -> {
    Told next = new Told(made.size());
    made.add(next);
    return next;
  });

  @AfterEach
  void close() {
    admin.close(Duration.ZERO);
    assertThat(made).allMatch(told -> told.closed);
  }

  /** The first one has nobody to ask. */
  @Test
  void oneThatAnswersIsAskedAgain() throws Exception {
    assertThat(end()).isZero();
    assertThat(end()).isZero();

    assertThat(made).hasSize(1);
  }

  @Test
  void afterOneThatFailsANewOneIsAskedFromThenOn() throws Exception {
    assertThat(end()).isZero();
    made.getFirst().fails = true;

    assertThat(end()).isEqualTo(1);
    assertThat(end()).isEqualTo(1);

    assertThat(made).hasSize(2);
    assertThat(made.getFirst().closed).isTrue();
  }

  private long end() throws ExecutionException, InterruptedException {
    return admin
      .listOffsets(Map.of(CHANGELOG, OffsetSpec.latest()), new ListOffsetsOptions())
      .partitionResult(CHANGELOG)
      .get()
      .offset();
  }

  /** Answers its own number. */
  private static final class Told extends ForwardingAdmin {

    private final long number;
    private boolean fails;
    private boolean closed;

    Told(long number) {
      super(NOBODY);
      this.number = number;
    }

    @Override
    public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> partitions, ListOffsetsOptions options) {
      // Kafka's own futures fail through a mapping alone.
      KafkaFuture<ListOffsetsResultInfo> end = KafkaFuture.completedFuture(number).thenApply(offset -> {
        if (fails) {
          throw new IllegalStateException("nobody leads");
        }
        return new ListOffsetsResultInfo(offset, 0, Optional.empty());
      });
      return new ListOffsetsResult(Map.of(CHANGELOG, end));
    }

    @Override
    public void close(Duration timeout) {
      closed = true;
      super.close(timeout);
    }
  }
}
