package io.keyfold.platform.log.append;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Who waits for the outcome of a command in this instance. A waiter is entered before its command is sent, so that the
 * outcome cannot pass unseen, and leaves however the wait ends. Thread-safe.
 *
 * @param <T> what the outcome is told as
 */
final class OutcomeWaiters<T> {

  private final Map<UUID, CompletableFuture<T>> waiting = new ConcurrentHashMap<>();
  private final int limit;

  OutcomeWaiters(int limit, MeterRegistry metrics, String service) {
    this.limit = limit;
    Gauge.builder("keyfold.append.waiting", waiting, Map::size).tag("service", service).register(metrics);
    Gauge.builder("keyfold.append.waiting.limit", () -> limit)
      .tag("service", service)
      .register(metrics);
  }

  /**
   * {@return a future that the command's outcome completes}
   *
   * @throws ApiException unavailable, if too many wait
   */
  CompletableFuture<T> enter(UUID commandId) {
    if (waiting.size() >= limit) {
      throw ApiException.of(ErrorCode.UNAVAILABLE, "Too many writes are waiting; try again shortly");
    }
    CompletableFuture<T> future = new CompletableFuture<>();
    waiting.put(commandId, future);
    return future;
  }

  void leave(UUID commandId) {
    waiting.remove(commandId);
  }

  void complete(UUID commandId, Consumer<CompletableFuture<T>> completion) {
    CompletableFuture<T> future = waiting.get(commandId);
    if (future != null) {
      completion.accept(future);
    }
  }
}
