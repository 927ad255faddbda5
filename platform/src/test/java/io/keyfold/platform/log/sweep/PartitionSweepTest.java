package io.keyfold.platform.log.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.ArchiveAuthConfig;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.MovableClock;
import io.keyfold.platform.topic.KeyPartitioner;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Command;
import io.keyfold.schema.CommandMeta;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class PartitionSweepTest {

  private static final Instant START = Instant.parse("2026-11-30T09:00:00Z");
  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final Fold<List<Change>> CHANGES = (changes, state) -> changes;

  private final MapView view = new MapView();
  private final DueIndex index = new DueIndex("due");
  private final OwnedPartitions owned = new OwnedPartitions();
  private final MovableClock clock = new MovableClock(START);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, Instant> times = new ConcurrentHashMap<>();
  private final Queue<String> appended = new ConcurrentLinkedQueue<>();
  private @Nullable PartitionSweep sweep;

  @AfterEach
  void close() {
    if (sweep != null) {
      sweep.close();
    }
  }

  @Test
  void onlyWhatIsDueIsHandled() {
    own();
    due("early", START);
    due("late", START.plusSeconds(60));
    PartitionSweep tested = sweep(this::accepted);
    StepVerifier.create(tested.run()).verifyComplete();
    assertThat(appended).containsExactly("early");
    clock.advance(Duration.ofSeconds(60));
    StepVerifier.create(tested.run()).verifyComplete();
    assertThat(appended).containsExactly("early", "late");
  }

  @Test
  void tenantsOfOtherPartitionsAreLeftToTheirOwners() {
    due("x", START);
    StepVerifier.create(sweep(this::accepted).run()).verifyComplete();
    assertThat(appended).isEmpty();
  }

  @Test
  void aBacklogOfManyBatchesIsHandledInOneRun() {
    own();
    for (int i = 0; i < 1_234; i++) {
      due("x" + i, START.minusSeconds(i));
    }
    StepVerifier.create(sweep(this::accepted).run()).verifyComplete();
    assertThat(appended).hasSize(1_234).doesNotHaveDuplicates();
  }

  @Test
  void aRejectedCommandIsNotRepeatedAtOnceAndDoesNotStopOthers() {
    own();
    due("bad", START.minusSeconds(1));
    due("good", START);
    PartitionSweep tested = sweep(command ->
      command.getMeta().getObjectId().equals("bad")
        ? Mono.defer(() -> {
            appended.add("bad");
            return Mono.error(ApiException.of(ErrorCode.CONFLICT, "not due"));
          })
        : accepted(command)
    );
    StepVerifier.create(tested.run()).verifyComplete();
    StepVerifier.create(tested.run()).verifyComplete();
    assertThat(appended).containsExactlyInAnyOrder("bad", "good");
    assertThat(meters.counter("keyfold.sweep.commands", "sweep", "test", "outcome", "rejected").count()).isOne();
  }

  @Test
  void anUnknownOutcomeIsTriedAgainByTheNextRun() {
    own();
    due("x", START);
    PartitionSweep tested = sweep(command -> Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "later")));
    StepVerifier.create(tested.run()).verifyComplete();
    StepVerifier.create(tested.run()).verifyComplete();
    assertThat(meters.counter("keyfold.sweep.commands", "sweep", "test", "outcome", "unavailable").count()).isEqualTo(
      2
    );
  }

  private Mono<Committed> accepted(Command command) {
    return Mono.fromSupplier(() -> {
      String id = command.getMeta().getObjectId();
      appended.add(id);
      view.apply(CHANGES, List.of(index.moved(TENANT, id, dueAt(id), null)));
      return new Committed(id, false);
    });
  }

  private @Nullable Instant dueAt(String id) {
    return times.get(id);
  }

  private void due(String id, Instant at) {
    times.put(id, at);
    view.apply(CHANGES, List.of(index.moved(TENANT, id, null, at)));
  }

  private void own() {
    assertThat(KeyPartitioner.partition(TENANT.value(), view.partitions())).isZero();
    owned.<String, String, String, String>tracking(record -> {}).init(new MockProcessorContext<String, String>());
  }

  private PartitionSweep sweep(CommandLog log) {
    PartitionSweep started = new PartitionSweep(
      "test",
      // Runs are started by the tests.
      new SweepProperties(Duration.ofMinutes(10)),
      new PartitionSweep.Source(view, index, PartitionSweepTest::command),
      owned,
      log,
      clock,
      Schedulers.immediate(),
      meters
    );
    sweep = started;
    return started;
  }

  private static Command command(DueIndex.Due due, Instant now) {
    CommandMeta meta = CommandMeta.newBuilder()
      .setCommandId(new UUID(0, due.id().hashCode()))
      .setTenantId(due.tenant().value())
      .setObjectId(due.id())
      .setIssuedAt(now)
      .setActor(new Actor(ActorType.SERVICE, "test"))
      .setRequestId("req_1")
      .build();
    return new ArchiveAuthConfig(meta);
  }
}
