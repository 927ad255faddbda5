package io.keyfold.platform.log.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.topic.RecordSizes;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class KafkaCommandLogTest {

  private static final TenantId TENANT = new TenantId("tnt_a");

  private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
    true,
    null,
    new ByteArraySerializer(),
    new ByteArraySerializer()
  );
  private final KafkaCommandLog log = new KafkaCommandLog(
    new KafkaCommandLog.Destination("test", Topics.DEPLOYMENT_COMMANDS),
    producer,
    AvroCodec.of(Map.of("schema.registry.url", "mock://command-log"), false),
    new MapView(),
    List.of(),
    new LogProperties(
      Duration.ofMillis(100),
      Duration.ofSeconds(1),
      Duration.ofSeconds(2),
      Duration.ofSeconds(5),
      Duration.ofSeconds(15),
      10,
      Duration.ZERO,
      Duration.ZERO,
      "unused"
    ),
    Schedulers.immediate(),
    new SimpleMeterRegistry()
  );

  @Test
  void aCommandAboveTheSizeLimitIsRejectedAndNotAppended() {
    assertThatThrownBy(() -> append("n".repeat(RecordSizes.COMMAND))).isInstanceOfSatisfying(ApiException.class, e -> {
      assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
      assertThat(e.text()).contains(Integer.toString(RecordSizes.COMMAND));
    });
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aCommandBelowTheSizeLimitIsAppended() {
    assertThatThrownBy(() -> append("n".repeat(RecordSizes.COMMAND - 1000))).isInstanceOfSatisfying(
      ApiException.class,
      e -> assertThat(e.code()).as("no decide task is running").isEqualTo(ErrorCode.UNAVAILABLE)
    );
    assertThat(producer.history()).hasSize(1);
  }

  private void append(String name) {
    Actor actor = new Actor(ActorType.SERVICE, "test");
    WriteRequest request = new WriteRequest(TENANT, actor, "req_1", Instant.EPOCH, null, null, null);
    log.append(new CreateTenant(request.meta(TENANT.value()), name)).block(Duration.ofSeconds(10));
  }
}
