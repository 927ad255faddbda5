package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.platform.toolcall.UsedCredential;
import io.keyfold.session.usage.Meter;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds usage records into the list of tool calls. The first completion of a call wins. */
public final class ToolCallsView implements RecordFold {

  private static final String SUFFIX = "/" + Meter.TOOL_CALLS.wire();

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    return switch (value) {
      case UsageRecorded start -> start(start, state);
      case UsageCompleted completion -> completion(completion, state);
      case null, default -> List.of();
    };
  }

  private static List<Change> start(UsageRecorded start, State state) {
    String session = start.getSessionId();
    String sessionProvider = start.getSessionProviderId();
    String tool = start.getTool();
    Optional<String> id = callId(start.getRecordId());
    if (id.isEmpty() || session == null || sessionProvider == null || tool == null) {
      return List.of();
    }
    Key<ToolCallRow> at = new Key<>(new TenantId(start.getTenantId()), UsageKinds.TOOL_CALLS, id.get());
    if (state.find(at).isPresent()) {
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
    return List.of(new Change.Put<>(at, new ToolCallRow(entry, false)));
  }

  private static List<Change> completion(UsageCompleted completion, State state) {
    return callId(completion.getRecordId())
      .map(id -> new Key<>(new TenantId(completion.getTenantId()), UsageKinds.TOOL_CALLS, id))
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
