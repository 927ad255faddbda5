package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.UsageBook;
import java.util.Map;
import java.util.UUID;

/** Asks for something that is metered, again and again, and books what came of it; no request is repeated. */
final class MeteredCaller implements Runnable {

  private final Tenant tenant;
  private final Act act;
  private final UsageBook book;
  private final RequestLog watch;
  private final Gate gate;
  private final Pace pace;

  /** What is asked for. */
  enum Act {
    /** The credential of a tenant's deployment. */
    RESOLVE("credential_resolutions", "resolutions", "/credential-resolutions") {
      @Override
      Map<String, Object> body(Tenant tenant, String name) {
        return Map.of("provider_deployment_id", tenant.deployment());
      }

      @Override
      String booked(Reply reply, String name) {
        return reply.id();
      }
    },
    /** The tool of a tenant's session, which is told the act's name and counts for itself. */
    CALL_TOOL("tool_calls", "tool calls", "/tool-calls") {
      @Override
      Map<String, Object> body(Tenant tenant, String name) {
        return Map.of("session_id", tenant.session(), "tool_id", tenant.tool(), "input", Map.of("act", name));
      }

      @Override
      String booked(Reply reply, String name) {
        return name;
      }
    };

    /** The meter's name in the answer of {@code /usage}. */
    private final String meter;
    private final String stream;
    private final String path;

    Act(String meter, String stream, String path) {
      this.meter = meter;
      this.stream = stream;
      this.path = path;
    }

    abstract Map<String, Object> body(Tenant tenant, String name);

    /** {@return under what an act that was done is booked} */
    abstract String booked(Reply reply, String name);
  }

  MeteredCaller(Tenant tenant, Act act, UsageBook book, RequestLog watch, Gate gate, Pace pace) {
    this.tenant = tenant;
    this.act = act;
    this.book = book;
    this.watch = watch;
    this.gate = gate;
    this.pace = pace;
  }

  @Override
  public void run() {
    try {
      pace.begin();
      while (gate.enter()) {
        try {
          once();
        } finally {
          gate.leave();
        }
        pace.rest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() throws InterruptedException {
    String account = act.meter + "/" + tenant.deployment();
    String name = tenant.deployment() + "." + UUID.randomUUID();
    long begun = System.nanoTime();
    Reply reply = tenant.api().post(act.path, act.body(tenant, name));
    watch.saw(act.stream, begun, reply);
    if (reply.ok()) {
      book.done(account, act.booked(reply, name));
    } else if (!reply.refused()) {
      book.unknown(account, name);
    }
  }
}
