package io.keyfold.ledger.budgets.evaluate;

import io.keyfold.ledger.budgets.ActiveBudget;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the budgets of changed tenants at intervals, on a thread of its own. A tenant whose evaluation failed is
 * evaluated again at the next one.
 */
public final class EvaluationThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluationThread.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final ChangedTenants changed;
  private final State budgets;
  private final Evaluator evaluator;
  private final SignsOfLife signs;
  private final BudgetSettings settings;
  private final Clock clock;
  private final Timer evaluated;
  private final Timer failed;
  private final SupervisedThread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * Creates the thread; {@link #start} starts it.
   *
   * @param budgets the view of budgets
   */
  public EvaluationThread(
    ChangedTenants changed,
    State budgets,
    Evaluator evaluator,
    SignsOfLife signs,
    BudgetSettings settings,
    Clock clock,
    ThreadSupervisor threads,
    MeterRegistry metrics
  ) {
    this.changed = changed;
    this.budgets = budgets;
    this.evaluator = evaluator;
    this.signs = signs;
    this.settings = settings;
    this.clock = clock;
    this.evaluated = timer("evaluated", metrics);
    this.failed = timer("failed", metrics);
    this.thread = threads.thread("keyfold-ledger-budgets", this::loop);
    Gauge.builder("keyfold.ledger.budgets.waiting", changed, ChangedTenants::size)
      .description("Tenants whose budgets wait for an evaluation")
      .register(metrics);
  }

  /** Starts to evaluate; returns at once. */
  public void start() {
    thread.start();
  }

  private void loop() throws InterruptedException {
    while (!closing.await(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
      step();
    }
  }

  private void step() {
    try {
      // Usage that is folded before the evaluation is part of it.
      Instant foldedUntil = signs.isDue() ? signs.foldedUntil() : Instant.EPOCH;
      if (run()) {
        signs.send(foldedUntil);
      }
    } catch (ApiException e) {
      LOG.atDebug().addKeyValue("error", e.text()).log("the view of budgets is not running yet");
    }
  }

  /** {@return whether all budgets are evaluated} */
  boolean run() {
    boolean complete = addAll();
    for (TenantId tenant : changed.take(clock.instant())) {
      complete &= closing.getCount() > 0 && evaluated(tenant);
    }
    return complete;
  }

  private boolean addAll() {
    if (changed.takeAll()) {
      try {
        budgets.scan(Scan.all(TenantId.PLATFORM, ActiveBudget.KIND), (id, active) -> {
          changed.add(active.tenant());
          return true;
        });
      } catch (ApiException e) {
        // The view is not running yet.
        changed.add(TenantId.PLATFORM);
        return false;
      }
    }
    return true;
  }

  private boolean evaluated(TenantId tenant) {
    Timer.Sample sample = Timer.start();
    try {
      changed.reset(tenant, evaluator.evaluate(tenant, clock.instant()).orElse(null));
      sample.stop(evaluated);
      return true;
    } catch (RuntimeException e) {
      changed.add(tenant);
      sample.stop(failed);
      LOG.atWarn()
        .addKeyValue("tenant", tenant.value())
        .addKeyValue("error", e.toString())
        .log("budgets could not be evaluated; retrying");
      return false;
    }
  }

  private static Timer timer(String outcome, MeterRegistry metrics) {
    return metrics.timer("keyfold.ledger.budgets.evaluations", "outcome", outcome);
  }

  /** Stops after the current budget. */
  @Override
  public void close() {
    closing.countDown();
    thread.end(CLOSE_TIMEOUT);
  }
}
