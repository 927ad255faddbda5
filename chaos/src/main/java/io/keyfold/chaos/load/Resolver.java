package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.UsageBook;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Resolves the credential of a tenant's deployment, again and again. */
final class Resolver implements Runnable {

  /** The meter's name in the answer of {@code /usage}. */
  static final String METER = "credential_resolutions";

  private final Tenant tenant;
  private final UsageBook book;
  private final Watch watch;
  private final Gate gate;
  private final Duration pause;

  Resolver(Tenant tenant, UsageBook book, Watch watch, Gate gate, Duration pause) {
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
          long begun = System.nanoTime();
          Reply reply = tenant
            .api()
            .post("/credential-resolutions", Map.of("provider_deployment_id", tenant.deployment()));
          watch.saw("resolutions", begun, reply);
          if (reply.ok()) {
            book.done(account, reply.id());
          } else if (!reply.refused()) {
            book.unknown(account, UUID.randomUUID().toString());
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
}
