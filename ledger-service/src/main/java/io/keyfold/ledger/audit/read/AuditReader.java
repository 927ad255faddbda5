package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.ledger.query.ChunkedWalk;
import io.keyfold.ledger.query.FirstRows;
import io.keyfold.ledger.query.LedgerQueries;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.store.AuditRows;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.Pager;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads audit events in id order.
 *
 * @param queries runs the queries
 */
record AuditReader(LedgerQueries queries) {
  /** Events that are read at once for a stream. */
  private static final int CHUNK = 200;

  Mono<ListBody<AuditEventBody>> page(AuditQuery query) {
    return queries.run(query.tenant(), snapshot -> pager(query, snapshot).page(query.filters(), AuditEventBody::of));
  }

  /** {@return all selected events in order, with backpressure} */
  Flux<AuditEntry> all(AuditQuery query) {
    return next(query, "")
      .expand(chunk -> chunk.isEmpty() ? Mono.empty() : next(query, chunk.getLast().id()))
      .concatMapIterable(chunk -> chunk, 1);
  }

  private Mono<List<AuditEntry>> next(AuditQuery query, String after) {
    return queries.run(query.tenant(), snapshot -> pager(query, snapshot).after(after, CHUNK));
  }

  private static Pager<AuditEntry> pager(AuditQuery query, Snapshot snapshot) {
    Pager.Walk<AuditEntry> events = new ChunkedWalk<>(AuditEntry::id, (after, before, descending, limit) ->
      new FirstRows(snapshot, "id", row -> row.getString(1), descending, limit).read(
        columns -> EventSql.of(query, after, before, columns),
        AuditRows.COLUMNS,
        AuditRows::read
      )
    );
    Stream<Pager.Walk<AuditEntry>> uses = Stream.of(UseRecord.values()).map(record ->
      new UseWalk(query, record, snapshot)
    );
    return Pager.of(Stream.concat(Stream.of(events), uses).toList());
  }
}
