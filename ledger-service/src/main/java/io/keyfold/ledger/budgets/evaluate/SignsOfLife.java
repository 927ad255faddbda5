package io.keyfold.ledger.budgets.evaluate;

import io.keyfold.ledger.budgets.ActiveBudget;
import io.keyfold.ledger.signals.BudgetsEvaluated;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.signal.SignalLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Announces that budgets are evaluated up to now, while there is a budget that rejects calls without such a sign. For one
 * thread.
 */
public final class SignsOfLife {

  private static final Logger LOG = LoggerFactory.getLogger(SignsOfLife.class);
  private static final String KEY = "ledger";

  private final State budgets;
  private final Mono<Void> caughtUp;
  private final SignalLog log;
  private final Duration interval;
  private final Clock clock;
  private Instant last = Instant.EPOCH;

  /**
   * Creates a sender.
   *
   * @param budgets the view of budgets
   * @param caughtUp completes when this instance has folded the usage records that are on the log; errors otherwise
   * @param interval time between two signs
   */
  public SignsOfLife(State budgets, Mono<Void> caughtUp, SignalLog log, Duration interval, Clock clock) {
    this.budgets = budgets;
    this.caughtUp = caughtUp;
    this.log = log;
    this.interval = interval;
    this.clock = clock;
  }

  /** {@return whether a sign is due, and a budget needs it} */
  boolean isDue() {
    return !clock.instant().isBefore(last.plus(interval)) && isNeeded();
  }

  /**
   * Waits until the usage records of the returned time are folded, at most for the timeout of strong reads. An evaluation
   * that begins afterwards counts them.
   *
   * @return the time; long ago if they could not be folded
   */
  Instant foldedUntil() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    try {
      caughtUp.block();
      return now;
    } catch (ApiException e) {
      LOG.atWarn().addKeyValue("error", e.text()).log("the ledger is behind; no sign of life is sent");
      return Instant.EPOCH;
    }
  }

  /** Sends a sign after an evaluation of everything that has changed. */
  void send(Instant foldedUntil) {
    if (foldedUntil.isAfter(last)) {
      last = foldedUntil;
      log.send(KEY, "budgets", foldedUntil, new BudgetsEvaluated(foldedUntil));
    }
  }

  private boolean isNeeded() {
    AtomicBoolean found = new AtomicBoolean();
    budgets.scan(Scan.all(TenantId.PLATFORM, ActiveBudget.REJECTING), (id, active) -> {
      found.set(true);
      return false;
    });
    return found.get();
  }
}
