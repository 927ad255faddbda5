package io.keyfold.session.budgets;

import io.keyfold.ledger.signals.BudgetsEvaluated;
import io.keyfold.platform.log.signal.SignalLog;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;

/** The last sign that budgets are evaluated. Thread-safe. */
public final class LedgerSigns {

  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

  /** Begins without a sign. */
  public LedgerSigns(SignalLog log) {
    log.listen(this::received);
  }

  private void received(SpecificRecord signal) {
    if (signal instanceof BudgetsEvaluated evaluated) {
      last.accumulateAndGet(evaluated.getAt(), (known, at) -> at.isAfter(known) ? at : known);
    }
  }

  /** {@return when budgets were last known to be evaluated; long ago if never} */
  Instant last() {
    return last.get();
  }
}
