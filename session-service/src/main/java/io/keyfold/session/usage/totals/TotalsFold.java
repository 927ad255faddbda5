package io.keyfold.session.usage.totals;

import io.keyfold.session.usage.CallNotAttempted;
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
 * <p>Counting exactly once relies on sequences. The records of a spool are on their partition in sequence order. A
 * record that is not above the spool's last sequence is therefore a duplicate, however old, and one number per spool
 * suffices. An operation without completion counts as {@code outcome_unknown}. Its completion moves it to its outcome,
 * or subtracts it if it was not attempted; no other record decreases a count. Only operations in progress are
 * remembered by id.
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
    if (event.getSpoolSequence() <= totals.lastSequence(event.getSpoolId())) {
      return TotalsChange.nothing(Verdict.REPEATED);
    }
    return switch (event) {
      case UsageRecorded operation -> start(operation, at, totals);
      case UsageCompleted completion -> completion(completion, at, totals);
    };
  }

  private static TotalsChange start(UsageRecorded operation, Source at, Totals totals) {
    if (totals.openOperation(operation.getRecordId()).isPresent()) {
      return TotalsChange.nothing(Verdict.CONFLICTING);
    }
    String key = SeriesKey.of(operation);
    UsageTotal before = totals.total(key).orElseGet(() -> empty(operation));
    UsageTotal.Builder total = UsageTotal.newBuilder(before)
      .setQuantity(before.getQuantity().add(operation.getQuantity()))
      .setCount(before.getCount() + 1);
    add(total, operation.getOutcome(), 1);
    boolean underWay = operation.getOutcome() == Outcome.UNKNOWN;
    return new TotalsChange(
      Verdict.COUNTED,
      changed(key, total, at, operation.getRecordedAt()),
      underWay ? true : null
    );
  }

  private static TotalsChange completion(UsageCompleted completion, Source at, Totals totals) {
    Optional<String> key = totals.openOperation(completion.getRecordId());
    Optional<UsageTotal> before = key.flatMap(totals::total);
    if (key.isEmpty() || before.isEmpty()) {
      return TotalsChange.nothing(Verdict.UNMATCHED);
    }
    UsageTotal.Builder total = UsageTotal.newBuilder(before.get());
    add(total, Outcome.UNKNOWN, -1);
    boolean notAttempted = CallNotAttempted.is(completion.getOutcome().name(), completion.getErrorCode());
    if (notAttempted) {
      // Both records of an operation carry its quantity.
      total.setQuantity(total.getQuantity().subtract(completion.getQuantity())).setCount(total.getCount() - 1);
    } else {
      add(total, completion.getOutcome(), 1);
    }
    Verdict verdict = notAttempted ? Verdict.TAKEN_BACK : Verdict.COMPLETED;
    return new TotalsChange(verdict, changed(key.get(), total, at, completion.getRecordedAt()), false);
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
      .setSessionId(operation.getSessionId())
      .setSessionProviderId(operation.getSessionProviderId())
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
