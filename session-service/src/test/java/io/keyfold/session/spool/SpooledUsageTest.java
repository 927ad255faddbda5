package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.error.ApiException;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class SpooledUsageTest {

  private static final MeteredOperation CALL = MeteredOperations.call("tcl_1");
  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir
  Path folder;

  private final AtomicInteger ended = new AtomicInteger();

  @Test
  void aStartThatTimesOutInStrictModeIsFollowedByItsCompletion() throws Exception {
    try (DiskSpool spool = open(true)) {
      spool.announced();

      assertThatThrownBy(() -> start(spool).block(BOUND)).isInstanceOf(ApiException.class);

      await().until(() -> spool.backlog().records() == 2);
      assertThat(Spools.texts(spool.next(10, Duration.ofMillis(1)))).containsExactly("UsageRecorded", "UsageCompleted");
      assertThat(ended).hasValue(1);
    }
  }

  @Test
  void aRejectedStartHasNoCompletion() throws Exception {
    try (DiskSpool spool = open(true)) {
      assertThatThrownBy(() -> start(spool).block(BOUND)).hasMessageContaining("not ready yet");

      assertThat(ended).hasValue(0);
    }
  }

  @Test
  void anAcceptedStartIsCompletedByTheCallerOnly() throws Exception {
    try (DiskSpool spool = open(false)) {
      spool.announced();

      start(spool).block(BOUND);

      assertThat(Spools.texts(spool.next(10, Duration.ofMillis(1)))).containsExactly("UsageRecorded");
      assertThat(ended).hasValue(0);
    }
  }

  @Test
  void theFloorIsTheEarliestStartTime() throws Exception {
    try (DiskSpool spool = open(false)) {
      spool.announced();

      start(spool).block(BOUND);

      assertThat(usage(spool).floor()).isAfterOrEqualTo(MeteredOperations.AT).isAfter(Spools.CLOCK.instant());
    }
  }

  private Mono<Void> start(DiskSpool spool) {
    return usage(spool).appendStart(CALL.recorded(Outcome.UNKNOWN, MeteredOperations.AT), this::notAttempted);
  }

  private static SpooledUsage usage(DiskSpool spool) {
    SpoolWire wire = (topic, record) -> record.getClass().getSimpleName().getBytes(StandardCharsets.UTF_8);
    return new SpooledUsage(spool, new SpoolTopics("usage.records", "usage.watermarks"), wire);
  }

  private UsageCompleted notAttempted() {
    ended.incrementAndGet();
    return MeteredOperations.notAttempted(CALL, "", 0);
  }

  private DiskSpool open(boolean strict) throws Exception {
    SpoolSettings all = Spools.settings(folder);
    SpoolSettings settings = new SpoolSettings(
      all.folder(),
      all.capacity(),
      all.queue(),
      all.segment(),
      Duration.ofMillis(100),
      strict,
      Duration.ofMillis(100),
      all.batch(),
      all.linger(),
      all.watermarkInterval(),
      all.idleInterval(),
      all.sendTimeout(),
      all.closeTimeout()
    );
    return DiskSpool.open(settings, Spools.CLOCK, Spools.threads());
  }
}
