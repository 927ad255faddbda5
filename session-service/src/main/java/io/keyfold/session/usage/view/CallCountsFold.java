package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.PartitionFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.metering.UsageDecision;
import io.keyfold.session.usage.CallCounts;
import io.keyfold.session.usage.Meter;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Folds usage records into the numbers of calls of each session and session provider. Each call counts exactly once,
 * see {@link UsageDecision}.
 *
 * <p>A spool assigns its sequences across deployments, and thus across partitions, which are folded in any order.
 * Therefore there is a last sequence per partition.
 */
public final class CallCountsFold implements PartitionFold {

  @Override
  public List<Change> apply(int partition, String key, @Nullable SpecificRecord value, State state) {
    return value instanceof UsageEvent event ? apply(partition, event, state) : List.of();
  }

  private static List<Change> apply(int partition, UsageEvent event, State state) {
    TenantId tenant = new TenantId(event.getTenantId());
    Key<LastSequence> sequence = UsageKinds.sequence(partition, event.getSpoolId());
    Key<OpenCall> open = UsageKinds.openCall(tenant, event.getRecordId());
    UsageDecision<OpenCall> decision = UsageDecision.of(
      event,
      state.find(sequence).map(LastSequence::sequence).orElse(0L),
      recordId -> state.find(open)
    );
    List<Change> changes = new ArrayList<>();
    if (!(decision instanceof UsageDecision.Repeated)) {
      changes.add(new Change.Put<>(sequence, new LastSequence(event.getSpoolSequence())));
    }
    switch (decision) {
      case UsageDecision.Started<OpenCall> started -> call(started.start()).ifPresent(call -> {
        if (started.open()) {
          changes.add(new Change.Put<>(open, call));
        }
        add(changes, tenant, call, 1, started.open() ? 0 : 1, state);
      });
      case UsageDecision.Completed<OpenCall> completed -> {
        changes.add(new Change.Delete(open));
        boolean answered = completed.attempted() && completed.completion().getOutcome() != Outcome.UNKNOWN;
        add(changes, tenant, completed.before(), completed.attempted() ? 0 : -1, answered ? 1 : 0, state);
      }
      case UsageDecision.Repeated<OpenCall> repeated -> {
      }
      case UsageDecision.Conflicting<OpenCall> conflicting -> {
      }
      case UsageDecision.Unmatched<OpenCall> unmatched -> {
      }
    }
    return changes;
  }

  private static Optional<OpenCall> call(UsageRecorded start) {
    String session = start.getSessionId();
    String sessionProvider = start.getSessionProviderId();
    return session == null || sessionProvider == null || !start.getMeter().equals(Meter.TOOL_CALLS.wire())
      ? Optional.empty()
      : Optional.of(new OpenCall(session, sessionProvider));
  }

  private static void add(
    List<Change> changes,
    TenantId tenant,
    OpenCall call,
    long client,
    long provider,
    State state
  ) {
    Stream.of(call.sessionId(), call.sessionProviderId())
      .map(id -> UsageKinds.counts(tenant, id))
      .forEach(key -> {
        CallCounts.Counts before = state.find(key).orElse(CallCounts.Counts.NONE);
        changes.add(new Change.Put<>(key, before.plus(client, provider)));
      });
  }
}
