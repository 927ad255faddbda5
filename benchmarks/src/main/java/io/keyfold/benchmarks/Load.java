package io.keyfold.benchmarks;

import java.util.Arrays;
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
   * What was measured.
   *
   * @param perSecond calls per second
   * @param p50 milliseconds
   * @param p99 milliseconds
   */
  record Result(double perSecond, double p50, double p99) {}

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
    double seconds = (System.nanoTime() - start) / 1e9;
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(call.path() + " failed under load", failed);
    }
    Arrays.sort(nanos);
    return new Result(times / seconds, nanos[times / 2] / 1e6, nanos[(int) (times * 0.99)] / 1e6);
  }
}
