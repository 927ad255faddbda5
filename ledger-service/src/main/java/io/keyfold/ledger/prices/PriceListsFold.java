package io.keyfold.ledger.prices;

import io.keyfold.ledger.events.BudgetEvent;
import io.keyfold.ledger.events.ExchangeRateSet;
import io.keyfold.ledger.events.ExportEvent;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.events.PriceListArchived;
import io.keyfold.ledger.events.PriceListCreated;
import io.keyfold.ledger.events.PriceListVersionAdded;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.PriceListTerms;
import java.time.Instant;
import java.util.List;

/** Folds price lists and their versions. The list comes last in each event's changes, since its version marks them. */
public final class PriceListsFold implements Fold<LedgerEvent> {

  @Override
  public List<Change> apply(LedgerEvent event, State state) {
    EventMeta meta = event.getMeta();
    Key<PriceList> key = PriceList.key(owner(meta), meta.getObjectId());
    Instant at = meta.getRecordedAt();
    return switch (event) {
      case ExchangeRateSet ignored -> List.of();
      case ExportEvent ignored -> List.of();
      case BudgetEvent _ -> List.of();
      case PriceListCreated created -> state.hasPassed(key, meta.getVersion())
        ? List.of()
        : List.of(
            new Change.Put<>(active(meta), meta.getObjectId()),
            version(meta, created.getTerms()),
            new Change.Put<>(key, created(created))
          );
      case PriceListVersionAdded added -> state
        .findBefore(key, meta.getVersion())
        .<List<Change>>map(known ->
          List.of(
            version(meta, added.getTerms()),
            new Change.Put<>(key, known.withVersion(meta.getVersion(), added.getTerms().getEffectiveFrom(), at))
          )
        )
        .orElse(List.of());
      case PriceListArchived archived -> state
        .findBefore(key, meta.getVersion())
        .<List<Change>>map(known ->
          List.of(new Change.Delete(active(meta)), new Change.Put<>(key, known.archived(meta.getVersion(), at)))
        )
        .orElse(List.of());
    };
  }

  private static PriceList created(PriceListCreated event) {
    EventMeta meta = event.getMeta();
    return new PriceList(
      meta.getObjectId(),
      meta.getVersion(),
      PriceKind.of(owner(meta)),
      event.getName(),
      event.getDescription(),
      List.of(event.getTerms().getEffectiveFrom()),
      meta.getRecordedAt(),
      meta.getRecordedAt(),
      null
    );
  }

  private static Change version(EventMeta meta, PriceListTerms terms) {
    return new Change.Put<>(
      PriceListVersion.key(owner(meta), meta.getObjectId(), meta.getVersion()),
      PriceListVersion.of(meta.getVersion(), terms, meta.getRecordedAt())
    );
  }

  private static Key<String> active(EventMeta meta) {
    return new Key<>(owner(meta), PriceList.ACTIVE, meta.getObjectId());
  }

  private static TenantId owner(EventMeta meta) {
    return new TenantId(meta.getTenantId());
  }
}
