package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.Cluster;
import io.keyfold.chaos.load.Load;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** Verifies all guarantees after the load has ended. */
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
   * {@return the guarantees that are broken}
   *
   * @param load drained
   * @param until when the load ended
   * @param toolRuns how often the tool server ran each call, by call id
   */
  public List<Problem> check(Load load, Instant until, Map<String, Integer> toolRuns) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    problems.addAll(new ObjectsCheck(load.tenants(), cluster.instances()).problems(load.ledger().objects()));
    problems.addAll(new UsageCheck(load.tenants(), cluster.instances()).problems(load.usage(), until, toolRuns));
    problems.addAll(new ViewsCheck(http, cluster.instances()).problems());
    TopicReader reader = new TopicReader(http, cluster.bootstrapServers(), cluster.registryUrl());
    for (String topic : TOPICS) {
      LogCheck logCheck = new LogCheck();
      for (GenericRecord record : reader.readCommitted(topic)) {
        // Records that a fault wrote may have no metadata.
        if (record.hasField("meta") && record.get("meta") instanceof GenericRecord meta) {
          logCheck.next(event(record, meta));
        }
      }
      problems.addAll(logCheck.problems());
    }
    return problems;
  }

  private static LogCheck.LoggedEvent event(GenericRecord event, GenericRecord meta) {
    Object key = meta.get("idempotency_key");
    return new LogCheck.LoggedEvent(
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
