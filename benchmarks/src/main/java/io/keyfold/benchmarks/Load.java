package io.keyfold.benchmarks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the same call many times. */
final class Load {

  private final Client client;

  Load(Client client) {
    this.client = client;
  }

  /**
   * {@return how it went}
   *
   * @param times how often
   * @param atOnce how many are under way at a time
   * @throws IllegalStateException if one call fails
   */
  Result run(Call call, int times, int atOnce) throws InterruptedException {
    long[] nanos = new long[times];
    Semaphore free = new Semaphore(atOnce);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    long start = System.nanoTime();
    for (int i = 0; i < times && failure.get() == null; i++) {
      free.acquire();
      int index = i;
      long sent = System.nanoTime();
      var _ = client.send(call).whenComplete((answer, error) -> {
        nanos[index] = System.nanoTime() - sent;
        if (error != null) {
          failure.compareAndSet(null, error);
        }
        free.release();
      });
    }
    free.acquire(atOnce);
    long took = System.nanoTime() - start;
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(call.path() + " failed under load", failed);
    }
    return Result.of(nanos, took);
  }
}
