package io.keyfold.session.usage.totals;

import io.keyfold.platform.metering.UsageDecision;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import io.keyfold.usage.UsageTotal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Applies usage records to the totals. Pure.
 *
 * <p>{@link UsageDecision} decides what counts. An operation without completion counts as {@code outcome_unknown}. Its
 * completion moves it to its outcome, or subtracts it if it was not attempted; no other record decreases a count. It
 * counts in the total in which it began.
 */
public final class TotalsFold {

  private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(9);

  private TotalsFold() {}

  /**
   * {@return the effect of the record} Whatever the verdict, the record's sequence becomes the last one of its spool,
   * unless the record is a duplicate.
   *
   * @param at position of the record on its topic
   */
  public static TotalsChange apply(UsageEvent event, Source at, Totals totals) {
    UsageDecision<TotalsChange.Changed> decision = UsageDecision.of(
      event,
      totals.lastSequence(event.getSpoolId()),
      recordId -> current(recordId, totals)
    );
    return switch (decision) {
      case UsageDecision.Started<TotalsChange.Changed> started -> new TotalsChange(
        decision.verdict(),
        start(started.start(), at, totals),
        started.open() ? true : null
      );
      case UsageDecision.Completed<TotalsChange.Changed> completed -> new TotalsChange(
        decision.verdict(),
        completion(completed, at),
        false
      );
      case UsageDecision.Repeated<TotalsChange.Changed> repeated -> TotalsChange.nothing(decision.verdict());
      case UsageDecision.Conflicting<TotalsChange.Changed> conflicting -> TotalsChange.nothing(decision.verdict());
      case UsageDecision.Unmatched<TotalsChange.Changed> unmatched -> TotalsChange.nothing(decision.verdict());
    };
  }

  /** {@return the total that counts the operation as in progress, if any} */
  private static Optional<TotalsChange.Changed> current(String recordId, Totals totals) {
    return totals
      .openOperation(recordId)
      .flatMap(key -> totals.total(key).map(total -> new TotalsChange.Changed(key, total)));
  }

  private static TotalsChange.Changed start(UsageRecorded operation, Source at, Totals totals) {
    String series = SeriesKey.of(operation);
    String current = totals.keyOf(series);
    Optional<UsageTotal> known = totals.total(current);
    boolean forgotten = known.isEmpty() && Buckets.floor(operation.getOccurredAt()).isBefore(totals.horizon());
    // Consumers keep the latest value of a key: a forgotten total must not begin again at zero.
    String key = forgotten ? SeriesKey.late(series, at) : current;
    UsageTotal before = known.orElseGet(() -> empty(operation));
    UsageTotal.Builder total = UsageTotal.newBuilder(before)
      .setQuantity(before.getQuantity().add(operation.getQuantity()))
      .setCount(before.getCount() + 1);
    add(total, operation.getOutcome(), 1);
    return changed(key, total, at, operation.getRecordedAt());
  }

  private static TotalsChange.Changed completion(UsageDecision.Completed<TotalsChange.Changed> completed, Source at) {
    UsageCompleted completion = completed.completion();
    UsageTotal.Builder total = UsageTotal.newBuilder(completed.before().total());
    add(total, Outcome.UNKNOWN, -1);
    if (completed.attempted()) {
      add(total, completion.getOutcome(), 1);
    } else {
      // Both records of an operation carry its quantity.
      total.setQuantity(total.getQuantity().subtract(completion.getQuantity())).setCount(total.getCount() - 1);
    }
    return changed(completed.before().key(), total, at, completion.getRecordedAt());
  }

  private static void add(UsageTotal.Builder total, Outcome outcome, int count) {
    switch (outcome) {
      case SUCCEEDED -> total.setSucceeded(total.getSucceeded() + count);
      case FAILED, PROVIDER_REFUSED, PROVIDER_UNREACHABLE, TIMED_OUT, RATE_LIMITED, CANCELLED -> total.setFailed(
        total.getFailed() + count
      );
      case UNKNOWN -> total.setOutcomeUnknown(total.getOutcomeUnknown() + count);
    }
  }

  private static TotalsChange.Changed changed(String key, UsageTotal.Builder total, Source at, Instant recordedAt) {
    Instant before = total.getUpdatedAt();
    total.setSourcePartition(at.partition()).setSourceOffset(at.offset());
    return new TotalsChange.Changed(key, total.setUpdatedAt(recordedAt.isAfter(before) ? recordedAt : before).build());
  }

  private static UsageTotal empty(UsageRecorded operation) {
    return UsageTotal.newBuilder()
      .setBucketStart(Buckets.floor(operation.getOccurredAt()))
      .setTenantId(operation.getTenantId())
      .setProviderId(operation.getProviderId())
      .setProviderDeploymentId(operation.getProviderDeploymentId())
      .setAuthConfigId(operation.getAuthConfigId())
      .setCredentialVersion(operation.getCredentialVersion())
      .setTool(operation.getTool())
      .setUser(operation.getUser())
      .setMeter(operation.getMeter())
      .setPayer(operation.getPayer())
      .setUnit(operation.getUnit())
      .setQuantity(ZERO)
      .setCount(0)
      .setSourcePartition(0)
      .setSourceOffset(0)
      .setUpdatedAt(operation.getRecordedAt())
      .build();
  }
}
