package io.keyfold.ledger.ingest;

import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.topic.Topics;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The topics of the ledger: usage records, and the events of all services. Thread-safe. */
public final class LedgerTopics {

  private final FoldedTopic usageRecords;
  private final Map<String, FoldedTopic> byName;

  private LedgerTopics(FoldedTopic usageRecords, List<FoldedTopic> events) {
    this.usageRecords = usageRecords;
    Map<String, FoldedTopic> topics = new LinkedHashMap<>();
    topics.put(usageRecords.topic().name(), usageRecords);
    events.forEach(topic -> topics.put(topic.topic().name(), topic));
    this.byName = Collections.unmodifiableMap(topics);
  }

  /**
   * {@return the topics, not folded yet}
   *
   * @param view name of the view of usage records; those of the others begin with it
   */
  public static LedgerTopics of(LogParts log, String view) {
    return new LedgerTopics(
      log.folded(view, Topics.USAGE_RECORDS),
      List.of(
        log.folded(view + "_deployment_events", Topics.DEPLOYMENT_EVENTS),
        log.folded(view + "_authconfig_events", Topics.AUTHCONFIG_EVENTS),
        log.folded(view + "_session_events", Topics.SESSION_EVENTS),
        log.folded(view + "_own_events", Topics.LEDGER_EVENTS)
      )
    );
  }

  /** {@return usage records} */
  public FoldedTopic usageRecords() {
    return usageRecords;
  }

  /** {@return all topics} */
  public Collection<FoldedTopic> all() {
    return byName.values();
  }

  /** {@return their names} */
  Set<String> names() {
    return byName.keySet();
  }

  /** {@return the topic with the name} */
  FoldedTopic of(String name) {
    return Optional.ofNullable(byName.get(name)).orElseThrow(() ->
      new IllegalArgumentException("not a topic of the ledger: " + name)
    );
  }
}
