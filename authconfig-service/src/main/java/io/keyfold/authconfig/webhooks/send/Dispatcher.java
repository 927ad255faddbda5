package io.keyfold.authconfig.webhooks.send;

import io.keyfold.authconfig.webhooks.model.DeliveryRef;
import io.keyfold.authconfig.webhooks.model.DueDeliveries;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Decides which deliveries are attempted now. Each endpoint has its own small number of places, so that a slow one
 * delays only its own deliveries. Deliveries that wait stay in the view and cost no memory.
 *
 * <p>All methods except {@link #close} run on one thread, that of the given executor.
 */
final class Dispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** A receiver cannot pause its other deliveries for longer. */
  private static final Duration MAX_PAUSE = Duration.ofHours(1);

  private final WebhookProperties properties;
  private final State deliveries;
  private final Predicate<TenantId> owned;
  private final Function<DeliveryRef, Mono<AttemptResult>> attempts;
  private final Executor executor;
  private final Clock clock;
  private final Map<Receiver, Set<String>> running = new HashMap<>();
  private final Map<Receiver, Instant> paused = new HashMap<>();
  /** Endpoints with something due while all places of this instance are taken, in the order of their turn. */
  private final LinkedHashSet<Receiver> waiting = new LinkedHashSet<>();
  private final Disposable.Composite calls = Disposables.composite();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicLong overdueMs = new AtomicLong();

  /** An endpoint of a tenant. */
  record Receiver(TenantId tenant, String endpointId) {
    static Receiver of(DeliveryRef ref) {
      return new Receiver(ref.tenant(), ref.endpointId());
    }
  }

  /**
   * Creates a dispatcher.
   *
   * @param deliveries the view of deliveries
   * @param owned whether this instance sends the tenant's deliveries
   * @param attempts makes an attempt
   * @param executor runs what follows from an attempt, on the dispatcher's thread; ignores tasks once it is closed
   */
  Dispatcher(
    WebhookProperties properties,
    State deliveries,
    Predicate<TenantId> owned,
    Function<DeliveryRef, Mono<AttemptResult>> attempts,
    Executor executor,
    Clock clock,
    MeterRegistry meters
  ) {
    this.properties = properties;
    this.deliveries = deliveries;
    this.owned = owned;
    this.attempts = attempts;
    this.executor = executor;
    this.clock = clock;
    meters.gauge("keyfold.webhooks.calls.active", active);
    meters.gauge("keyfold.webhooks.calls.limit", properties, WebhookProperties::maxCalls);
    meters.gauge("keyfold.webhooks.overdue", overdueMs, ms -> ms.get() / 1000.0);
  }

  /** Starts what is due. */
  void dispatchAll() {
    Instant now = clock.instant();
    paused.values().removeIf(until -> !until.isAfter(now));
    List<DeliveryRef> heads = DueDeliveries.heads(deliveries)
      .stream()
      .filter(head -> !head.at().isAfter(now) && owned.test(head.tenant()))
      .toList();
    overdueMs.set(
      heads
        .stream()
        .mapToLong(head -> Duration.between(head.at(), now).toMillis())
        .max()
        .orElse(0)
    );
    serveWaiting();
    heads.forEach(head -> dispatch(Receiver.of(head)));
  }

  /** Starts what is due at one endpoint, or lets it wait for its turn. */
  void dispatch(Receiver receiver) {
    Set<String> own = running.getOrDefault(receiver, Set.of());
    int free = properties.maxCallsPerEndpoint() - own.size();
    Instant now = clock.instant();
    Instant until = paused.get(receiver);
    if (free <= 0 || (until != null && until.isAfter(now)) || !owned.test(receiver.tenant())) {
      return;
    }
    int places = properties.maxCalls() - active.get();
    if (places <= 0) {
      waiting.add(receiver);
      return;
    }
    List<DeliveryRef> due = DueDeliveries.due(
      deliveries,
      receiver.tenant(),
      receiver.endpointId(),
      now,
      Math.min(free, places),
      ref -> !own.contains(ref.id())
    );
    due.forEach(ref -> start(receiver, ref));
  }

  private void start(Receiver receiver, DeliveryRef ref) {
    running.computeIfAbsent(receiver, key -> new HashSet<>()).add(ref.id());
    active.incrementAndGet();
    Disposable.Swap call = Disposables.swap();
    calls.add(call);
    call.update(
      attempts
        .apply(ref)
        .singleOptional()
        .doFinally(end -> calls.remove(call))
        .subscribe(
          result -> executor.execute(() -> ended(receiver, ref, result)),
          e -> {
            LOG.atInfo()
              .addKeyValue("tenant", ref.tenant().value())
              .addKeyValue("delivery", ref.id())
              .addKeyValue("error", e.toString())
              .log("a delivery could not be attempted; retrying");
            executor.execute(() -> {
              free(receiver, ref);
              serveWaiting();
            });
          }
        )
    );
  }

  private void ended(Receiver receiver, DeliveryRef ref, Optional<AttemptResult> result) {
    free(receiver, ref);
    result.ifPresent(made -> {
      pause(receiver, made);
      waiting.add(receiver);
    });
    serveWaiting();
  }

  private void serveWaiting() {
    while (active.get() < properties.maxCalls() && !waiting.isEmpty()) {
      dispatch(waiting.removeFirst());
    }
  }

  private void pause(Receiver receiver, AttemptResult result) {
    Instant retryAt = result.retryAt();
    if (retryAt != null && result.error() != null) {
      Instant latest = clock.instant().plus(MAX_PAUSE);
      paused.put(receiver, retryAt.isAfter(latest) ? latest : retryAt);
    }
  }

  private void free(Receiver receiver, DeliveryRef ref) {
    Set<String> own = running.get(receiver);
    if (own != null && own.remove(ref.id())) {
      active.decrementAndGet();
      if (own.isEmpty()) {
        running.remove(receiver);
      }
    }
  }

  /** Cancels the attempts in progress; their deliveries remain due. */
  @Override
  public void close() {
    calls.dispose();
  }
}
