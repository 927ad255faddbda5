package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.UsageTally;
import java.util.Map;
import java.util.UUID;

/** Sends one kind of metered request in a loop, and records each outcome. Requests are never retried. */
final class MeteredCaller implements Runnable {

  private final Tenant tenant;
  private final MeteredRequest request;
  private final UsageTally usage;
  private final RequestLog log;
  private final DrainGate gate;
  private final ThinkTime thinkTime;

  /** The metered requests. */
  enum MeteredRequest {
    /** Resolves the credential of the tenant's deployment. */
    RESOLVE("credential_resolutions", "resolutions", "/credential-resolutions") {
      @Override
      Map<String, Object> body(Tenant tenant, String callId) {
        return Map.of("provider_deployment_id", tenant.deployment());
      }

      @Override
      String usageId(Reply reply, String callId) {
        return reply.id();
      }
    },
    /** Calls the tool of the tenant's session with a call id; the tool server counts each id. */
    CALL_TOOL("tool_calls", "tool calls", "/tool-calls") {
      @Override
      Map<String, Object> body(Tenant tenant, String callId) {
        return Map.of("session_id", tenant.session(), "tool_id", tenant.tool(), "input", Map.of("call_id", callId));
      }

      @Override
      String usageId(Reply reply, String callId) {
        return callId;
      }
    };

    /** The meter's name in the response of {@code /usage}. */
    private final String meter;
    private final String stream;
    private final String path;

    MeteredRequest(String meter, String stream, String path) {
      this.meter = meter;
      this.stream = stream;
      this.path = path;
    }

    abstract Map<String, Object> body(Tenant tenant, String callId);

    /** {@return the id under which a success is recorded} */
    abstract String usageId(Reply reply, String callId);
  }

  MeteredCaller(
    Tenant tenant,
    MeteredRequest request,
    UsageTally usage,
    RequestLog log,
    DrainGate gate,
    ThinkTime thinkTime
  ) {
    this.tenant = tenant;
    this.request = request;
    this.usage = usage;
    this.log = log;
    this.gate = gate;
    this.thinkTime = thinkTime;
  }

  @Override
  public void run() {
    try {
      thinkTime.initialDelay();
      while (gate.enter()) {
        try {
          send();
        } finally {
          gate.leave();
        }
        thinkTime.pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() throws InterruptedException {
    String account = request.meter + "/" + tenant.deployment();
    String callId = tenant.deployment() + "." + UUID.randomUUID();
    long begin = System.nanoTime();
    Reply reply = tenant.api().post(request.path, request.body(tenant, callId));
    log.record(request.stream, begin, reply);
    if (reply.ok()) {
      usage.succeeded(account, request.usageId(reply, callId));
    } else if (!reply.refused()) {
      usage.unknown(account, callId);
    }
  }
}
