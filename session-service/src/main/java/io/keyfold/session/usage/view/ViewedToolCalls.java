package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.session.usage.ToolCallLog;
import java.util.Optional;
import java.util.function.Predicate;
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
      : records.find(new Key<>(tenant, UsageKinds.TOOL_CALLS, id)).map(ToolCallRow::call);
  }

  @Override
  public void scan(TenantId tenant, String after, String before, boolean descending, Predicate<RecordedCall> visitor) {
    Scan<ToolCallRow> scan = new Scan<>(tenant, UsageKinds.TOOL_CALLS, "", after, before, descending);
    records.scan(scan, (id, row) -> visitor.test(row.call()));
  }

  @Override
  public Mono<Void> caughtUp() {
    return Mono.defer(records::caughtUp);
  }
}
