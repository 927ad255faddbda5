package io.keyfold.session.audit;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Reads audit events page by page. */
final class AuditReader {

  private static final int PAGE = 200;

  private final State audit;

  AuditReader(State audit) {
    this.audit = audit;
  }

  /** {@return the tenant's events with greater ids, in order, with backpressure; runs off the event loop} */
  Flux<AuditEntry> after(TenantId tenant, String id, Predicate<AuditEntry> filter) {
    return Flux.<List<AuditEntry>, String>generate(
      () -> id,
      (after, pages) -> {
        List<AuditEntry> page = page(tenant, after);
        if (page.isEmpty()) {
          pages.complete();
          return after;
        }
        pages.next(page);
        return page.getLast().id();
      }
    )
      .subscribeOn(Schedulers.boundedElastic())
      .concatMapIterable(page -> page, 1)
      .filter(filter);
  }

  private List<AuditEntry> page(TenantId tenant, String after) {
    List<AuditEntry> page = new ArrayList<>(PAGE);
    audit.scan(new Scan<>(tenant, AuditEntry.KIND, "", after, "", false), (id, entry) -> {
      page.add(entry);
      return page.size() < PAGE;
    });
    return page;
  }
}
