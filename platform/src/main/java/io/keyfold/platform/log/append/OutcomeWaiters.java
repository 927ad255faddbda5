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
 * The callers of this instance that wait for the outcome of a command. A waiter registers before its command is sent,
 * so it cannot miss the outcome, and is removed when the wait ends for any reason. Thread-safe.
 *
 * @param <T> the type of the outcome
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
   * @throws ApiException {@code unavailable} if too many callers wait
   */
  CompletableFuture<T> register(UUID commandId) {
    if (waiting.size() >= limit) {
      throw ApiException.of(ErrorCode.UNAVAILABLE, "Too many writes are waiting; retry later");
    }
    CompletableFuture<T> future = new CompletableFuture<>();
    waiting.put(commandId, future);
    return future;
  }

  void remove(UUID commandId) {
    waiting.remove(commandId);
  }

  void complete(UUID commandId, Consumer<CompletableFuture<T>> completion) {
    CompletableFuture<T> future = waiting.get(commandId);
    if (future != null) {
      completion.accept(future);
    }
  }
}
