package io.keyfold.authconfig.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.refresh.RunningRefreshes.Admission;
import io.keyfold.platform.log.sweep.OwnedPartitions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which attempts an instance executes, and the fence before their calls. */
class RunningRefreshesTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final RunningRefreshes running = new RunningRefreshes(Refreshes.properties(3, 2));

  @Test
  @Tag("promise-2")
  void anAttemptIsExecutedOnce() {
    Attempt attempt = Refreshes.attempt("pac_1", 0, 0);
    assertThat(running.admit(attempt)).isEqualTo(Admission.ADMITTED);
    assertThat(running.admit(attempt)).isEqualTo(Admission.IGNORED);
  }

  @Test
  @Tag("promise-2")
  void anOrphanIsNotExecutedAfterwardsAndARunningAttemptIsNoOrphan() {
    Attempt first = Refreshes.attempt("pac_1", 0, 0);
    assertThat(running.orphan(first.id())).isTrue();
    assertThat(running.admit(first)).isEqualTo(Admission.IGNORED);

    Attempt second = Refreshes.attempt("pac_2", 0, 0);
    assertThat(running.admit(second)).isEqualTo(Admission.ADMITTED);
    assertThat(running.orphan(second.id())).isFalse();
  }

  @Test
  @Tag("promise-2")
  void anAttemptWhoseRecordWasReceivedIsNoOrphanUntilItIsWithdrawn() {
    Attempt attempt = Refreshes.attempt("pac_1", 0, 0);
    running.announce(attempt.id());
    assertThat(running.orphan(attempt.id())).isFalse();
    running.withdraw(attempt.id());
    assertThat(running.orphan(attempt.id())).isTrue();
  }

  @Test
  void callsOfAProviderAndOfTheInstanceAreBounded() {
    assertThat(running.admit(Refreshes.attempt("pac_1", 0, 0))).isEqualTo(Admission.ADMITTED);
    Attempt second = Refreshes.attempt("pac_2", 0, 0);
    assertThat(running.admit(second)).isEqualTo(Admission.ADMITTED);
    Attempt busy = Refreshes.attempt("pac_3", 0, 0);
    assertThat(running.admit(busy)).isEqualTo(Admission.BUSY);
    running.ended(busy);
    running.ended(second);
    assertThat(running.admit(Refreshes.attempt("pac_4", 0, 0))).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void aPartitionIsGivenAwayOnceItsCallsHaveEnded() {
    Attempt here = Refreshes.attempt("pac_1", 1, 0);
    Attempt elsewhere = Refreshes.attempt("pac_2", 2, 0);
    running.admit(here);
    running.admit(elsewhere);
    assertThat(running.awaitNone(1, Duration.ofMillis(1))).isFalse();

    CompletableFuture<Boolean> released = CompletableFuture.supplyAsync(() -> running.awaitNone(1, BOUND));
    running.ended(here);

    assertThat(released.join()).isTrue();
    assertThat(running.awaitNone(null, Duration.ofMillis(1))).isFalse();
  }

  /** The fence is sound only if nobody else can own the partition before. */
  @Test
  void theFenceIsShorterThanTheSessionTimeout() throws IOException {
    try (InputStream file = getClass().getResourceAsStream("/keyfold-log.yml")) {
      String settings = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(OwnershipFence.MAX_AGE.plus(milliseconds("heartbeat.interval.ms", settings))).isLessThan(
        milliseconds("session.timeout.ms", settings)
      );
    }
  }

  private static Duration milliseconds(String name, String settings) {
    Matcher found = Pattern.compile(Pattern.quote(name) + ": (\\d+)").matcher(settings);
    assertThat(found.find()).isTrue();
    return Duration.ofMillis(Long.parseLong(found.group(1)));
  }

  @Test
  @Tag("promise-2")
  void anOwnerThatWasPausedMakesNoCall() {
    OwnedPartitions owned = new OwnedPartitions();
    long[] now = { 0 };
    OwnershipFence fence = new OwnershipFence(owned, () -> now[0]);
    Attempt attempt = Refreshes.attempt("pac_1", 0, 0);
    assertThat(fence.holds(attempt)).isFalse();

    Processor<byte[], byte[], Void, Void> task = owned.tracking(record -> {});
    task.init(new MockProcessorContext<>());
    assertThat(fence.holds(attempt)).isTrue();
    now[0] = OwnershipFence.MAX_AGE.toNanos();
    assertThat(fence.holds(attempt)).isFalse();

    now[0] = 1;
    task.close();
    assertThat(fence.holds(attempt)).isFalse();
  }
}
