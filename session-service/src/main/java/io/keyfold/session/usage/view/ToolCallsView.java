package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.PartitionFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.idempotency.ExpiringObjects;
import io.keyfold.platform.log.idempotency.IdempotencyKeyStore;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.platform.toolcall.UsedCredential;
import io.keyfold.session.usage.Meter;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Folds usage records into the tool calls that a retry with an Idempotency-Key can ask for. The first completion of a
 * call wins.
 *
 * <p>Calls of older releases, of which it is not known whether they had a key, are stored as well.
 */
public final class ToolCallsView implements PartitionFold {

  /**
   * A day longer than the key is remembered: a call must not expire before its key, and the instances' clocks differ.
   */
  private static final Duration RETENTION = IdempotencyKeyStore.RETENTION.plusDays(1);

  private static final ExpiringObjects<ToolCallRow> CALLS = new ExpiringObjects<>(
    "tool_call",
    ToolCallRow.class,
    RETENTION
  );

  private static final String SUFFIX = "/" + Meter.TOOL_CALLS.wire();

  /** {@return the store key of a tool call} */
  static Key<ToolCallRow> key(TenantId tenant, String id) {
    return CALLS.key(tenant, id);
  }

  @Override
  public List<Change> apply(int partition, String key, @Nullable SpecificRecord value, State state) {
    return switch (value) {
      case UsageRecorded start -> start(partition, start, state);
      case UsageCompleted completion -> completion(completion, state);
      case null, default -> List.of();
    };
  }

  private static List<Change> start(int partition, UsageRecorded start, State state) {
    String session = start.getSessionId();
    String sessionProvider = start.getSessionProviderId();
    String tool = start.getTool();
    Optional<String> id = callId(start.getRecordId());
    boolean keyed = !Boolean.FALSE.equals(start.getKeyed());
    if (!keyed || id.isEmpty() || session == null || sessionProvider == null || tool == null) {
      return List.of();
    }
    TenantId tenant = new TenantId(start.getTenantId());
    if (state.find(key(tenant, id.get())).isPresent()) {
      return List.of();
    }
    RecordedCall entry = new RecordedCall(
      id.get(),
      start.getOccurredAt(),
      start.getProviderId(),
      start.getProviderDeploymentId(),
      new UsedCredential(start.getAuthConfigId(), start.getCredentialVersion(), null),
      session,
      sessionProvider,
      start.getUser(),
      tool,
      start.getOutcome().name(),
      null
    );
    return CALLS.remember(ExpiringObjects.Scope.of(partition), tenant, id.get(), new ToolCallRow(entry, false), state);
  }

  private static List<Change> completion(UsageCompleted completion, State state) {
    return callId(completion.getRecordId())
      .map(id -> key(new TenantId(completion.getTenantId()), id))
      .flatMap(at ->
        state
          .find(at)
          .filter(row -> !row.ended())
          .map(row -> List.<Change>of(new Change.Put<>(at, ended(row.call(), completion))))
      )
      .orElse(List.of());
  }

  private static ToolCallRow ended(RecordedCall call, UsageCompleted completion) {
    RecordedCall entry = new RecordedCall(
      call.id(),
      call.occurredAt(),
      call.providerId(),
      call.deploymentId(),
      new UsedCredential(
        completion.getAuthConfigId(),
        completion.getCredentialVersion(),
        completion.getRefusedCredentialVersion()
      ),
      call.sessionId(),
      call.sessionProviderId(),
      call.user(),
      call.tool(),
      completion.getOutcome().name(),
      completion.getErrorCode()
    );
    return new ToolCallRow(entry, true);
  }

  private static Optional<String> callId(String recordId) {
    return recordId.endsWith(SUFFIX)
      ? Optional.of(recordId.substring(0, recordId.length() - SUFFIX.length()))
      : Optional.empty();
  }
}
