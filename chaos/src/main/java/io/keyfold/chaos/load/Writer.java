package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.Ledger;
import io.keyfold.chaos.ledger.ObjectKind;
import io.keyfold.chaos.ledger.ObjectState;
import io.keyfold.chaos.ledger.Subject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects and changes them, one after the other, each request repeated until it is certain what came of it: a POST
 * under one Idempotency-Key, the others guarded by the version that they expect.
 */
final class Writer implements Runnable {

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

  private final Tenant tenant;
  private final ObjectKind family;
  private final Ledger ledger;
  private final RequestLog watch;
  private final Gate gate;
  private final Pace pace;

  Writer(Tenant tenant, ObjectKind family, Ledger ledger, RequestLog watch, Gate gate, Pace pace) {
    this.tenant = tenant;
    this.family = family;
    this.ledger = ledger;
    this.watch = watch;
    this.gate = gate;
    this.pace = pace;
  }

  @Override
  public void run() {
    try {
      pace.begin();
      for (int number = 0; true; number++) {
        life(number);
        if (!gate.goesOn()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An object from its creation on; every third is archived in the end. */
  private void life(int number) throws InterruptedException {
    String label = family.name().charAt(0) + UUID.randomUUID().toString().substring(0, 12);
    Subject subject = new Subject(tenant.name(), family, label);
    boolean alive = step(subject, "POST", new ObjectState(1, label + ".1", false));
    String renamed = label + ".2";
    alive = alive && step(subject, "PATCH", new ObjectState(2, renamed, false));
    alive = alive && step(subject, "PATCH", new ObjectState(3, rotates() ? renamed : label + ".3", false));
    if (alive && number % 3 == 2) {
      String name = subject.acknowledged().map(ObjectState::name).orElseThrow();
      step(subject, "DELETE", new ObjectState(4, name, true));
    }
  }

  /** {@return whether it was acknowledged} */
  private boolean step(Subject subject, String method, ObjectState fact) throws InterruptedException {
    if (!gate.enter()) {
      return false;
    }
    try {
      if (method.equals("POST")) {
        ledger.open(subject);
      }
      subject.attempt(fact);
      boolean done = untilCertain(subject, method, fact, UUID.randomUUID().toString());
      if (done) {
        ledger.count();
      }
      return done;
    } finally {
      gate.leave();
      pace.rest();
    }
  }

  private boolean untilCertain(Subject subject, String method, ObjectState fact, String key)
    throws InterruptedException {
    boolean repeated = false;
    long begun = System.nanoTime();
    while (gate.goesOn()) {
      Reply reply = send(subject, method, fact, key);
      if (!reply.refused()) {
        watch.saw(stream(), begun, reply);
      }
      if (reply.ok()) {
        subject.acknowledge(reply.id(), reply.version());
        readBack(subject, fact, reply.id());
        return true;
      }
      if (reply.refused()) {
        boolean guard = reply.status() == 410 || reply.status() == 412;
        // A gateway may repeat a DELETE by itself: that is what idempotent means.
        boolean again = guard && (repeated || method.equals("DELETE"));
        return again ? hadItsEffect(subject, fact, begun) : refused(subject, method, reply);
      }
      repeated = true;
      TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
    }
    return false;
  }

  /** Each service decides for itself: the writes of one may stand still while the others' go on. */
  private String stream() {
    return tenant.name() + "/" + family;
  }

  /** A strong read shows what was acknowledged, whichever instance has it; or says that it cannot tell. */
  private void readBack(Subject subject, ObjectState fact, String id) throws InterruptedException {
    Reply reply = tenant.api().getFresh(family.path() + "/" + id);
    boolean stale = reply.ok() ? reply.version() < fact.version() : reply.status() == 404;
    if (stale) {
      String shown = reply.ok() ? "version " + reply.version() : "nothing";
      subject.strange("a strong read after the acknowledgement of " + fact + " shows " + shown);
    }
  }

  /** The guard refuses a repetition because the first attempt was done after all, or because something is wrong. */
  private boolean hadItsEffect(Subject subject, ObjectState fact, long begun) throws InterruptedException {
    String id = subject.id().orElseThrow();
    while (gate.goesOn()) {
      Reply reply = tenant.api().getFresh(family.path() + "/" + id);
      if (reply.ok()) {
        watch.saw(stream(), begun, reply);
        if (reply.version() == fact.version() && reply.body().path("name").asString("").equals(fact.name())) {
          subject.acknowledge(id, reply.version());
          return true;
        }
        subject.strange("a repetition was refused, but it is at " + reply.version() + " and not " + fact);
        subject.refuse();
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
    }
    return false;
  }

  private static boolean refused(Subject subject, String method, Reply reply) {
    subject.strange(method + " of what was right is refused: " + reply.status() + " " + reply.why());
    subject.refuse();
    return false;
  }

  private Reply send(Subject subject, String method, ObjectState fact, String key) throws InterruptedException {
    if (method.equals("POST")) {
      return tenant.api().send(method, family.path(), created(fact), Map.of("Idempotency-Key", key));
    }
    String path = family.path() + "/" + subject.id().orElseThrow();
    Map<String, String> guard = Map.of("If-Match", "\"v" + (fact.version() - 1) + "\"");
    return tenant.api().send(method, path, changed(method, fact), guard);
  }

  private Map<String, Object> created(ObjectState fact) {
    return switch (family) {
      case DEPLOYMENT -> Map.of("name", fact.name(), "provider_id", "prv_exa");
      case AUTH_CONFIG -> Tenants.authConfig(fact.name(), tenant.deployment(), "key-of-" + fact.name());
    };
  }

  private @Nullable Map<String, Object> changed(String method, ObjectState fact) {
    if (method.equals("DELETE")) {
      return null;
    }
    return rotates() && fact.version() == 3
      ? Map.of("value", Map.of("api_key", "another-key-of-" + fact.name()))
      : Map.of("name", fact.name());
  }

  /** An auth config is renamed once, and once its credential is changed: both at once would be two versions. */
  private boolean rotates() {
    return family == ObjectKind.AUTH_CONFIG;
  }
}
