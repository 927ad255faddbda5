package io.keyfold.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.keyfold.schemas.error.RegistryUnavailableException;
import io.keyfold.schemas.error.SchemaRejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryingRegistryClientTest {

  private static final Backoff BACKOFF = new Backoff(4, Duration.ofMillis(100), Duration.ofMillis(500));

  private final RegistryClient registry = mock(RegistryClient.class);
  private final List<Duration> waits = new ArrayList<>();
  private final RegistryClient retrying = new RetryingRegistryClient(registry, BACKOFF, new Random(1), waits::add);
  private final RegistryUnavailableException down = new RegistryUnavailableException("http://r", "down", null);

  @Test
  void outagesAreRetriedWithIncreasingWaits() {
    when(registry.schemaById(1)).thenThrow(down);

    assertThatThrownBy(() -> retrying.schemaById(1)).isSameAs(down);

    verify(registry, times(5)).schemaById(1);
    assertThat(waits).hasSize(4);
    assertThat(waits.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(waits.get(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(waits.get(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(waits.get(3)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void aSuccessEndsTheRetries() {
    when(registry.register(any(), any())).thenThrow(down).thenReturn(7);

    assertThat(retrying.register("s", RegistryClientContract.V1)).isEqualTo(7);
    assertThat(waits).hasSize(1);
  }

  @Test
  void aRejectionIsFinal() {
    when(registry.register(any(), any())).thenThrow(new SchemaRejectedException("s", "no"));

    assertThatThrownBy(() -> retrying.register("s", RegistryClientContract.V1)).isInstanceOf(
      SchemaRejectedException.class
    );
    assertThat(waits).isEmpty();
  }

  @Test
  void anInterruptEndsTheRetriesAndStaysSet() {
    when(registry.schemaById(1)).thenThrow(down);
    RegistryClient interrupted = new RetryingRegistryClient(registry, BACKOFF, new Random(1), wait -> {
      throw new InterruptedException();
    });

    assertThatThrownBy(() -> interrupted.schemaById(1)).isSameAs(down);
    assertThat(Thread.interrupted()).isTrue();
  }
}
