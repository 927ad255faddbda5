package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.Cluster;
import io.keyfold.chaos.load.Load;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** Looks whether all that was promised still holds, after the load has ended. */
public final class Checker {

  private static final List<String> TOPICS = List.of("deployment.events", "authconfig.events", "session.events");

  private final HttpClient http;
  private final Cluster cluster;

  /** Checks the cluster. */
  public Checker(HttpClient http, Cluster cluster) {
    this.http = http;
    this.cluster = cluster;
  }

  /**
   * {@return what is wrong}
   *
   * @param load drained
   * @param until when it had ended
   * @param ran how often the tools ran each act
   */
  public List<Problem> check(Load load, Instant until, Map<String, Integer> ran) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    problems.addAll(new ObjectsCheck(load.tenants(), cluster.instances()).problems(load.ledger().subjects()));
    problems.addAll(new UsageCheck(load.tenants(), cluster.instances()).problems(load.book(), until, ran));
    problems.addAll(new ViewsCheck(http, cluster.instances()).problems());
    LogRecords log = new LogRecords(http, cluster.bootstrapServers(), cluster.registryUrl());
    for (String topic : TOPICS) {
      LogCheck check = new LogCheck();
      for (GenericRecord record : log.of(topic)) {
        // One that no service has written, such as a fault's, may have none.
        if (record.hasField("meta") && record.get("meta") instanceof GenericRecord meta) {
          check.next(told(record, meta));
        }
      }
      problems.addAll(check.problems());
    }
    return problems;
  }

  private static LogCheck.Told told(GenericRecord event, GenericRecord meta) {
    Object key = meta.get("idempotency_key");
    return new LogCheck.Told(
      event.getSchema().getName(),
      String.valueOf(meta.get("event_id")),
      String.valueOf(meta.get("tenant_id")),
      String.valueOf(meta.get("object_id")),
      (Long) meta.get("version"),
      String.valueOf(meta.get("command_id")),
      key == null ? "" : String.valueOf(key)
    );
  }
}
