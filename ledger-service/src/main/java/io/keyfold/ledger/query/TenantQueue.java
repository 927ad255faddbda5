package io.keyfold.ledger.query;

import io.keyfold.platform.id.TenantId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bounded queue in which tenants take turns, each with a limited number of tasks that run. Thread-safe.
 *
 * @param <T> tasks
 */
final class TenantQueue<T> {

  private final QuerySettings settings;
  /** Waiting tasks, the tenant whose turn is next first. Tenants without tasks are missing. */
  private final Map<TenantId, Deque<T>> waiting = new LinkedHashMap<>();
  private final Map<TenantId, Integer> running = new HashMap<>();
  private int size;

  /**
   * A task that may run now.
   *
   * @param tenant whose it is
   * @param task the task
   */
  record Turn<T>(TenantId tenant, T task) {}

  TenantQueue(QuerySettings settings) {
    this.settings = settings;
  }

  /** {@return whether the task is queued; false if the queue, or the tenant's part of it, is full} */
  synchronized boolean offer(TenantId tenant, T task) {
    Deque<T> own = waiting.get(tenant);
    if (size >= settings.queue() || (own != null && own.size() >= settings.queuePerTenant())) {
      return false;
    }
    waiting.computeIfAbsent(tenant, id -> new ArrayDeque<>()).add(task);
    size++;
    return true;
  }

  /** {@return the next task, which counts as running until {@link #done}; empty if none may run} */
  synchronized Optional<Turn<T>> poll() {
    Iterator<Map.Entry<TenantId, Deque<T>>> tenants = waiting.entrySet().iterator();
    while (tenants.hasNext()) {
      Map.Entry<TenantId, Deque<T>> next = tenants.next();
      TenantId tenant = next.getKey();
      if (running.getOrDefault(tenant, 0) < settings.threadsPerTenant()) {
        Deque<T> own = next.getValue();
        T task = own.remove();
        tenants.remove();
        if (!own.isEmpty()) {
          // To the end.
          waiting.put(tenant, own);
        }
        size--;
        running.merge(tenant, 1, Integer::sum);
        return Optional.of(new Turn<>(tenant, task));
      }
    }
    return Optional.empty();
  }

  /** A task of the tenant has ended. */
  synchronized void done(TenantId tenant) {
    running.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
  }

  synchronized int size() {
    return size;
  }
}
