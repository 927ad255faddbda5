package io.keyfold.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TenantQueueTest {

  private static final TenantId A = new TenantId("tnt_a");
  private static final TenantId B = new TenantId("tnt_b");

  private final TenantQueue<String> queue = new TenantQueue<>(new QuerySettings(Duration.ofSeconds(1), 4, 1, 5, 3));

  @Test
  void tenantsTakeTurns() {
    queue.offer(A, "a1");
    queue.offer(A, "a2");
    queue.offer(B, "b1");

    assertThat(next()).isEqualTo("a1");
    assertThat(next()).isEqualTo("b1");
    // Each has as many running as it may.
    assertThat(next()).isNull();

    queue.done(A);
    assertThat(next()).isEqualTo("a2");
    assertThat(queue.size()).isZero();
  }

  @Test
  void oneTenantCannotFillTheQueue() {
    assertThat(queue.offer(A, "a1")).isTrue();
    assertThat(queue.offer(A, "a2")).isTrue();
    assertThat(queue.offer(A, "a3")).isTrue();
    assertThat(queue.offer(A, "a4")).isFalse();
    assertThat(queue.offer(B, "b1")).isTrue();
    assertThat(queue.offer(B, "b2")).isTrue();
    assertThat(queue.offer(B, "b3")).isFalse();
    assertThat(queue.size()).isEqualTo(5);
  }

  private @Nullable String next() {
    return queue.poll().map(TenantQueue.Turn::task).orElse(null);
  }
}
