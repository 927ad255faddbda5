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

  private static final Map<String, Object> UNREACHABLE = Map.of(
    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
    "127.0.0.1:1"
  );
  private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

  private final List<FakeAdmin> created = new ArrayList<>();
  private final FailoverAdmin admin = new FailoverAdmin(UNREACHABLE, config -> {
    FakeAdmin next = new FakeAdmin(created.size());
    created.add(next);
    return next;
  });

  @AfterEach
  void close() {
    admin.close(Duration.ZERO);
    assertThat(created).allMatch(fake -> fake.closed);
  }

  /** The first client has no broker to connect to. */
  @Test
  void aClientThatAnswersIsReused() throws Exception {
    assertThat(end()).isZero();
    assertThat(end()).isZero();

    assertThat(created).hasSize(1);
  }

  @Test
  void aClientThatFailsIsReplaced() throws Exception {
    assertThat(end()).isZero();
    created.getFirst().fails = true;

    assertThat(end()).isEqualTo(1);
    assertThat(end()).isEqualTo(1);

    assertThat(created).hasSize(2);
    assertThat(created.getFirst().closed).isTrue();
  }

  private long end() throws ExecutionException, InterruptedException {
    return admin
      .listOffsets(Map.of(CHANGELOG, OffsetSpec.latest()), new ListOffsetsOptions())
      .partitionResult(CHANGELOG)
      .get()
      .offset();
  }

  /** Returns its own number as the offset. */
  private static final class FakeAdmin extends ForwardingAdmin {

    private final long number;
    private boolean fails;
    private boolean closed;

    FakeAdmin(long number) {
      super(UNREACHABLE);
      this.number = number;
    }

    @Override
    public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> partitions, ListOffsetsOptions options) {
      // Kafka's completed futures can only fail through a mapping.
      KafkaFuture<ListOffsetsResultInfo> end = KafkaFuture.completedFuture(number).thenApply(offset -> {
        if (fails) {
          throw new IllegalStateException("no leader");
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
