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
      case UsageRecorded act -> begin(act, at, totals);
      case UsageCompleted end -> end(end, at, totals);
    };
  }

  private static TotalsChange begin(UsageRecorded act, Source at, Totals totals) {
    if (totals.openAct(act.getRecordId()).isPresent()) {
      return TotalsChange.nothing(Verdict.CONFLICTING);
    }
    String key = SeriesKey.of(act);
    UsageTotal before = totals.total(key).orElseGet(() -> empty(act));
    UsageTotal.Builder total = UsageTotal.newBuilder(before)
      .setQuantity(before.getQuantity().add(act.getQuantity()))
      .setCount(before.getCount() + 1);
    add(total, act.getOutcome(), 1);
    boolean underWay = act.getOutcome() == Outcome.UNKNOWN;
    return new TotalsChange(Verdict.COUNTED, changed(key, total, at, act.getRecordedAt()), underWay ? true : null);
  }

  private static TotalsChange end(UsageCompleted end, Source at, Totals totals) {
    Optional<String> key = totals.openAct(end.getRecordId());
    Optional<UsageTotal> before = key.flatMap(totals::total);
    if (key.isEmpty() || before.isEmpty()) {
      return TotalsChange.nothing(Verdict.UNMATCHED);
    }
    UsageTotal.Builder total = UsageTotal.newBuilder(before.get());
    add(total, Outcome.UNKNOWN, -1);
    boolean notMade = CallNotAttempted.is(end.getOutcome().name(), end.getErrorCode());
    if (notMade) {
      // Both records of an operation carry its quantity.
      total.setQuantity(total.getQuantity().subtract(end.getQuantity())).setCount(total.getCount() - 1);
    } else {
      add(total, end.getOutcome(), 1);
    }
    Verdict verdict = notMade ? Verdict.TAKEN_BACK : Verdict.COMPLETED;
    return new TotalsChange(verdict, changed(key.get(), total, at, end.getRecordedAt()), false);
  }

  private static void add(UsageTotal.Builder total, Outcome outcome, int acts) {
    switch (outcome) {
      case SUCCEEDED -> total.setSucceeded(total.getSucceeded() + acts);
      case FAILED, PROVIDER_REFUSED, PROVIDER_UNREACHABLE, TIMED_OUT -> total.setFailed(total.getFailed() + acts);
      case UNKNOWN -> total.setOutcomeUnknown(total.getOutcomeUnknown() + acts);
    }
  }

  private static TotalsChange.Changed changed(String key, UsageTotal.Builder total, Source at, Instant recordedAt) {
    Instant before = total.getUpdatedAt();
    total.setSourcePartition(at.partition()).setSourceOffset(at.offset());
    return new TotalsChange.Changed(key, total.setUpdatedAt(recordedAt.isAfter(before) ? recordedAt : before).build());
  }

  private static UsageTotal empty(UsageRecorded act) {
    return UsageTotal.newBuilder()
      .setBucketStart(Buckets.floor(act.getOccurredAt()))
      .setTenantId(act.getTenantId())
      .setProviderId(act.getProviderId())
      .setProviderDeploymentId(act.getProviderDeploymentId())
      .setAuthConfigId(act.getAuthConfigId())
      .setCredentialVersion(act.getCredentialVersion())
      .setSessionId(act.getSessionId())
      .setSessionProviderId(act.getSessionProviderId())
      .setTool(act.getTool())
      .setMeter(act.getMeter())
      .setPayer(act.getPayer())
      .setUnit(act.getUnit())
      .setQuantity(ZERO)
      .setCount(0)
      .setSourcePartition(0)
      .setSourceOffset(0)
      .setUpdatedAt(act.getRecordedAt())
      .build();
  }
}
