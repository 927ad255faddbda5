package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

class AckWaitersTest {

  private final AckWaiters waiters = new AckWaiters();
  private final List<Long> completed = new ArrayList<>();

  @Test
  void aWaiterOfAnUnwrittenRecordIsNotCompleted() {
    waitFor(1);
    waitFor(2);
    waitFor(3);

    waiters.drop(2);
    waitFor(4);
    waiters.complete(4);

    assertThat(completed).containsExactly(1L, 4L);
  }

  private void waitFor(long sequence) {
    List<MonoSink<Void>> sinks = new ArrayList<>();
    Mono.<Void>create(sinks::add).subscribe(nothing -> {}, error -> {}, () -> completed.add(sequence));
    waiters.add(sequence, sinks);
  }
}
