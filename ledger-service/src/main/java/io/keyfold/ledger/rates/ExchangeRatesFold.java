package io.keyfold.ledger.rates;

import io.keyfold.ledger.events.ExchangeRateSet;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import java.util.List;

/** Folds exchange rates. The rate comes last in each event's changes, since it marks them. */
public final class ExchangeRatesFold implements Fold<LedgerEvent> {

  @Override
  public List<Change> apply(LedgerEvent event, State state) {
    if (!(event instanceof ExchangeRateSet set)) {
      return List.of();
    }
    EventMeta meta = set.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    Key<ExchangeRate> key = ExchangeRate.key(tenant, meta.getObjectId());
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    return List.of(
      new Change.Put<>(ExchangeRate.count(tenant), state.find(ExchangeRate.count(tenant)).orElse(0L) + 1),
      new Change.Put<>(
        key,
        new ExchangeRate(
          meta.getObjectId(),
          set.getCurrency(),
          set.getReportingCurrency(),
          set.getRate(),
          set.getEffectiveFrom(),
          meta.getRecordedAt()
        )
      )
    );
  }
}
