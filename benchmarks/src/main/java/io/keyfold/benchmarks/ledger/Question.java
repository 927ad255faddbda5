package io.keyfold.benchmarks.ledger;

import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.platform.id.Ids;
import java.time.Instant;
import java.util.List;

/**
 * A request whose time is measured.
 *
 * @param name name of the request
 * @param path path with the query
 */
record Question(String name, String path) {
  /**
   * {@return the measured requests}
   *
   * @param end time of the newest call
   * @param session a session of the tenant
   * @param deployment a deployment of the tenant
   */
  static List<Question> all(Instant end, String session, String deployment) {
    Instant begin = end.minus(SyntheticCalls.SPAN);
    Instant middle = begin.plus(SyntheticCalls.SPAN.dividedBy(2));
    String range = "/usage?from=" + begin + "&to=" + end;
    String newest = "?order=desc&limit=20";
    return List.of(
      new Question("usage, sum per deployment", range + "&granularity=total&group_by=deployment"),
      new Question("usage, per month", range + "&granularity=month&group_by=meter"),
      new Question("usage, per day in Kathmandu", range + "&granularity=day&time_zone=Asia/Kathmandu&group_by=meter"),
      new Question("usage, per tool and user", range + "&granularity=total&group_by=tool,user&page_size=1000"),
      new Question("tool calls, newest", "/tool-calls" + newest),
      new Question("tool calls, after the middle", "/tool-calls" + newest + "&after=" + Ids.fresh("tcl_", middle)),
      new Question("tool calls of a session", "/tool-calls" + newest + "&session_id=" + session),
      new Question("audit events, newest", "/audit-events" + newest),
      new Question(
        "audit events, after the middle",
        "/audit-events" + newest + "&after=" + Ids.fresh(AuditEntry.ID_PREFIX, middle)
      ),
      new Question("audit events of a session", "/audit-events" + newest + "&object_id=" + session),
      new Question("audit events of a deployment", "/audit-events" + newest + "&object_id=" + deployment)
    );
  }
}
