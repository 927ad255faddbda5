package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.UsageBook;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Calls the tool of a tenant's session, again and again; no call is repeated. */
final class ToolCaller implements Runnable {

  /** The meter's name in the answer of {@code /usage}. */
  static final String METER = "tool_calls";

  private final Tenant tenant;
  private final UsageBook book;
  private final Watch watch;
  private final Gate gate;
  private final Duration pause;

  ToolCaller(Tenant tenant, UsageBook book, Watch watch, Gate gate, Duration pause) {
    this.tenant = tenant;
    this.book = book;
    this.watch = watch;
    this.gate = gate;
    this.pause = pause;
  }

  @Override
  public void run() {
    String account = METER + "/" + tenant.deployment();
    try {
      while (gate.enter()) {
        try {
          String act = tenant.deployment() + "." + UUID.randomUUID();
          long begun = System.nanoTime();
          Reply reply = tenant.api().post("/tool-calls", body(act));
          watch.saw("tool calls", begun, reply);
          if (reply.ok()) {
            book.done(account, act);
          } else if (!reply.refused()) {
            book.unknown(account, act);
          }
        } finally {
          gate.leave();
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> body(String act) {
    return Map.of("session_id", tenant.session(), "tool_id", tenant.tool(), "input", Map.of("act", act));
  }
}
