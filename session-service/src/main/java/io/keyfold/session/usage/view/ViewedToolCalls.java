package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.session.usage.ToolCallLog;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Reads tool calls from this instance's view of the usage records. */
public final class ViewedToolCalls implements ToolCallLog {

  private final View records;

  /** Creates a reader of the view. */
  public ViewedToolCalls(View records) {
    this.records = records;
  }

  @Override
  public Optional<RecordedCall> find(TenantId tenant, String id) {
    return id.isEmpty() || id.indexOf('\0') >= 0
      ? Optional.empty()
      : records.find(ToolCallsView.key(tenant, id)).map(ToolCallRow::call);
  }

  @Override
  public Mono<Void> caughtUp() {
    return Mono.defer(records::caughtUp);
  }
}
