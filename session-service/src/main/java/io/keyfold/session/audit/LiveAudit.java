package io.keyfold.session.audit;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.FoldedListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Hands audit events to whoever listens, as this instance's views fold them. Bounded in clients and in each one's buffer. */
public final class LiveAudit implements FoldedListener, AutoCloseable {

  private final AuditSettings settings;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();

  /** Nobody listens yet. */
  public LiveAudit(AuditSettings settings, MeterRegistry metrics) {
    this.settings = settings;
    Gauge.builder("keyfold.audit.streams", clients, Set::size)
      .description("Open streams of audit events")
      .register(metrics);
  }

  private record Client(TenantId tenant, Sinks.Many<AuditEntry> sink) {
    /** {@return whether there was room; a client that is too slow comes back with the id of the last event that it got} */
    boolean took(AuditEntry entry) {
      boolean took = sink.tryEmitNext(entry).isSuccess();
      if (!took) {
        sink.tryEmitComplete();
      }
      return took;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  @Override
  public void folded(String key, @Nullable SpecificRecord value, Headers headers) {
    if (!clients.isEmpty()) {
      AuditEntries.of(value).ifPresent(this::publish);
    }
  }

  // Several views fold at once, and a sink takes one thread at a time.
  private synchronized void publish(AuditEntry entry) {
    clients.removeIf(client -> client.tenant().value().equals(entry.tenantId()) && !client.took(entry));
  }

  /**
   * Opens a stream at once, so that nothing is missed between this and the subscription.
   *
   * @return the tenant's events from now on; it ends when the client falls behind its buffer, or on shutdown
   * @throws ApiException 429 if there are too many streams
   */
  synchronized Flux<AuditEntry> open(TenantId tenant) {
    long own = clients
      .stream()
      .filter(client -> client.tenant().equals(tenant))
      .count();
    if (clients.size() >= settings.clients() || own >= settings.clientsPerTenant()) {
      throw ApiException.of(
        ErrorCode.TOO_MANY_REQUESTS,
        "Too many streams of audit events are open",
        "Close one, or read the list"
      );
    }
    Sinks.Many<AuditEntry> sink = Sinks.many()
      .unicast()
      .onBackpressureBuffer(new ArrayBlockingQueue<>(settings.buffer()));
    Client client = new Client(tenant, sink);
    clients.add(client);
    return sink.asFlux().doFinally(signal -> clients.remove(client));
  }

  /** Ends all streams: a shutdown does not wait for them. */
  @Override
  public synchronized void close() {
    clients.forEach(client -> client.sink().tryEmitComplete());
    clients.clear();
  }
}
