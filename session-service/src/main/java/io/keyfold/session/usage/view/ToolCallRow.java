package io.keyfold.session.usage.view;

import io.keyfold.platform.log.idempotency.Expiring;
import io.keyfold.platform.toolcall.RecordedCall;
import java.time.Instant;

/**
 * A tool call in the view.
 *
 * @param call the recorded call
 * @param ended whether its completion is recorded
 */
public record ToolCallRow(RecordedCall call, boolean ended) implements Expiring {
  @Override
  public String cause() {
    return call.id();
  }

  @Override
  public Instant at() {
    return call.occurredAt();
  }
}
