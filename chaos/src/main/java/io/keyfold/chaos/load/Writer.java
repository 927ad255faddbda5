package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.Ledger;
import io.keyfold.chaos.ledger.ObjectKind;
import io.keyfold.chaos.ledger.ObjectState;
import io.keyfold.chaos.ledger.TrackedObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Creates and changes objects one after the other. Each request is retried until its outcome is known: a POST with one
 * Idempotency-Key, others guarded by If-Match.
 */
final class Writer implements Runnable {

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

  private final Tenant tenant;
  private final ObjectKind kind;
  private final Ledger ledger;
  private final RequestLog log;
  private final DrainGate gate;
  private final ThinkTime thinkTime;

  Writer(Tenant tenant, ObjectKind kind, Ledger ledger, RequestLog log, DrainGate gate, ThinkTime thinkTime) {
    this.tenant = tenant;
    this.kind = kind;
    this.ledger = ledger;
    this.log = log;
    this.gate = gate;
    this.thinkTime = thinkTime;
  }

  @Override
  public void run() {
    try {
      thinkTime.initialDelay();
      for (int number = 0; true; number++) {
        lifecycle(number);
        if (!gate.mayRetry()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Creates an object and changes it twice; every third one is then archived. */
  private void lifecycle(int number) throws InterruptedException {
    String label = kind.name().charAt(0) + UUID.randomUUID().toString().substring(0, 12);
    TrackedObject object = new TrackedObject(tenant.name(), kind, label);
    boolean succeeded = write(object, "POST", new ObjectState(1, label + ".1", false));
    String renamed = label + ".2";
    succeeded = succeeded && write(object, "PATCH", new ObjectState(2, renamed, false));
    succeeded = succeeded && write(object, "PATCH", new ObjectState(3, rotates() ? renamed : label + ".3", false));
    if (succeeded && number % 3 == 2) {
      String name = object.acknowledged().map(ObjectState::name).orElseThrow();
      write(object, "DELETE", new ObjectState(4, name, true));
    }
  }

  /** {@return whether the write was acknowledged} */
  private boolean write(TrackedObject object, String method, ObjectState state) throws InterruptedException {
    if (!gate.enter()) {
      return false;
    }
    try {
      if (method.equals("POST")) {
        ledger.add(object);
      }
      object.attempt(state);
      boolean done = sendUntilKnown(object, method, state, UUID.randomUUID().toString());
      if (done) {
        ledger.countAcknowledged();
      }
      return done;
    } finally {
      gate.leave();
      thinkTime.pauseBetween();
    }
  }

  private boolean sendUntilKnown(TrackedObject object, String method, ObjectState state, String key)
    throws InterruptedException {
    boolean retried = false;
    long begin = System.nanoTime();
    while (gate.mayRetry()) {
      Reply reply = send(object, method, state, key);
      if (!reply.refused()) {
        log.record(stream(), begin, reply);
      }
      if (reply.ok()) {
        object.acknowledge(reply.id(), reply.version());
        verifyStrongRead(object, state, reply.id());
        return true;
      }
      if (reply.refused()) {
        boolean guard = reply.status() == 410 || reply.status() == 412;
        // A gateway may retry a DELETE by itself, since it is idempotent.
        boolean again = guard && (retried || method.equals("DELETE"));
        return again ? tookEffect(object, state, begin) : refused(object, method, reply);
      }
      retried = true;
      TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
    }
    return false;
  }

  /** One stream per tenant and service, since the writes to one service can stall while others succeed. */
  private String stream() {
    return tenant.name() + "/" + kind;
  }

  /** Verifies that a strong read through any instance returns the acknowledged state, or fails. */
  private void verifyStrongRead(TrackedObject object, ObjectState state, String id) throws InterruptedException {
    Reply reply = tenant.api().getStrong(kind.path() + "/" + id);
    boolean stale = reply.ok() ? reply.version() < state.version() : reply.status() == 404;
    if (stale) {
      String shown = reply.ok() ? "version " + reply.version() : "nothing";
      object.recordAnomaly("a strong read after the acknowledgement of " + state + " returned " + shown);
    }
  }

  /** {@return whether an earlier attempt took effect} Called when the version guard refused a retry. */
  private boolean tookEffect(TrackedObject object, ObjectState state, long begin) throws InterruptedException {
    String id = object.id().orElseThrow();
    while (gate.mayRetry()) {
      Reply reply = tenant.api().getStrong(kind.path() + "/" + id);
      if (reply.ok()) {
        log.record(stream(), begin, reply);
        if (reply.version() == state.version() && reply.body().path("name").asString("").equals(state.name())) {
          object.acknowledge(id, reply.version());
          return true;
        }
        object.recordAnomaly(
          "a retry was refused, but the object is at version " + reply.version() + " instead of " + state
        );
        object.refuse();
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
    }
    return false;
  }

  private static boolean refused(TrackedObject object, String method, Reply reply) {
    object.recordAnomaly(method + " was refused although valid: " + reply.status() + " " + reply.detail());
    object.refuse();
    return false;
  }

  private Reply send(TrackedObject object, String method, ObjectState state, String key) throws InterruptedException {
    if (method.equals("POST")) {
      return tenant.api().send(method, kind.path(), createBody(state), Map.of("Idempotency-Key", key));
    }
    String path = kind.path() + "/" + object.id().orElseThrow();
    Map<String, String> guard = Map.of("If-Match", "\"v" + (state.version() - 1) + "\"");
    return tenant.api().send(method, path, changeBody(method, state), guard);
  }

  private Map<String, Object> createBody(ObjectState state) {
    return switch (kind) {
      case DEPLOYMENT -> Map.of("name", state.name(), "provider_id", "prv_exa");
      case AUTH_CONFIG -> Tenants.authConfig(state.name(), tenant.deployment(), "key-of-" + state.name());
    };
  }

  private @Nullable Map<String, Object> changeBody(String method, ObjectState state) {
    if (method.equals("DELETE")) {
      return null;
    }
    return rotates() && state.version() == 3
      ? Map.of("value", Map.of("api_key", "another-key-of-" + state.name()))
      : Map.of("name", state.name());
  }

  /**
   * An auth config's second change rotates its credential: a rename and a rotation in one request make two versions.
   */
  private boolean rotates() {
    return kind == ObjectKind.AUTH_CONFIG;
  }
}
