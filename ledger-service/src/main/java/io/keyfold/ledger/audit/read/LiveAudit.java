package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.ledger.audit.OperationEntries;
import io.keyfold.ledger.ingest.BatchListener;
import io.keyfold.ledger.operations.Changes;
import io.keyfold.ledger.operations.Operation;
import io.keyfold.ledger.store.Batch;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Publishes audit events to live streams once they are in this instance's store. The number of streams and the buffer of
 * each are bounded.
 */
public final class LiveAudit implements BatchListener, AutoCloseable {

  private final AuditSettings settings;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();

  /** Creates a publisher without clients. */
  public LiveAudit(AuditSettings settings, MeterRegistry metrics) {
    this.settings = settings;
    Gauge.builder("keyfold.audit.streams", clients, Set::size)
      .description("Open audit event streams")
      .register(metrics);
  }

  private record Client(TenantId tenant, Sinks.Many<AuditEntry> sink) {
    /** {@return whether the event fitted into the buffer; a slow client reconnects with the id of its last event} */
    boolean offer(AuditEntry entry) {
      boolean offer = sink.tryEmitNext(entry).isSuccess();
      if (!offer) {
        sink.tryEmitComplete();
      }
      return offer;
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
  public void written(Batch batch) {
    if (clients.isEmpty()) {
      return;
    }
    Set<String> tenants = clients
      .stream()
      .map(client -> client.tenant().value())
      .collect(Collectors.toSet());
    entries(batch)
      .filter(entry -> tenants.contains(entry.tenantId()))
      .sorted(Comparator.comparing(AuditEntry::id))
      .forEach(this::publish);
  }

  private static Stream<AuditEntry> entries(Batch batch) {
    Changes usage = batch.usage();
    Stream<Operation> begun = Stream.concat(
      usage.opened().stream(),
      usage
        .ended()
        .stream()
        .filter(operation -> !usage.closed().contains(operation.recordId()))
    );
    return Stream.of(
      batch.events().stream().map(Batch.Located::entry),
      begun.map(OperationEntries::started),
      usage
        .ended()
        .stream()
        .flatMap(operation -> OperationEntries.completed(operation).stream())
    ).flatMap(entries -> entries);
  }

  private synchronized void publish(AuditEntry entry) {
    clients.removeIf(client -> client.tenant().value().equals(entry.tenantId()) && !client.offer(entry));
  }

  /**
   * Opens a stream immediately, so that no event is lost between this call and the subscription.
   *
   * @return the tenant's new events; completes when the client's buffer is full, or on shutdown
   * @throws ApiException 429 if too many streams are open
   */
  synchronized Flux<AuditEntry> open(TenantId tenant) {
    long own = clients
      .stream()
      .filter(client -> client.tenant().equals(tenant))
      .count();
    if (clients.size() >= settings.clients() || own >= settings.clientsPerTenant()) {
      throw ApiException.of(
        ErrorCode.TOO_MANY_REQUESTS,
        "Too many audit event streams are open",
        "Close a stream, or use the list"
      );
    }
    Sinks.Many<AuditEntry> sink = Sinks.many()
      .unicast()
      .onBackpressureBuffer(new ArrayBlockingQueue<>(settings.buffer()));
    Client client = new Client(tenant, sink);
    clients.add(client);
    return sink.asFlux().doFinally(signal -> clients.remove(client));
  }

  /** Completes all streams, so that shutdown does not wait for them. */
  @Override
  public synchronized void close() {
    clients.forEach(client -> client.sink().tryEmitComplete());
    clients.clear();
  }
}
