package io.keyfold.ledger.ingest;

import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.topic.Topics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics of the ledger: usage records, and the events of all services.
 *
 * @param usageRecords usage records
 * @param events events
 */
public record LedgerTopics(FoldedTopic usageRecords, List<FoldedTopic> events) {
  /** Copies the list. */
  public LedgerTopics {
    events = List.copyOf(events);
  }

  /** {@return the topics, not folded yet} */
  public static LedgerTopics of(LogParts log) {
    return new LedgerTopics(
      log.folded("ledger", Topics.USAGE_RECORDS),
      List.of(
        log.folded("ledger_deployment_events", Topics.DEPLOYMENT_EVENTS),
        log.folded("ledger_authconfig_events", Topics.AUTHCONFIG_EVENTS),
        log.folded("ledger_session_events", Topics.SESSION_EVENTS),
        log.folded("ledger_own_events", Topics.LEDGER_EVENTS)
      )
    );
  }

  /** {@return all topics} */
  public List<FoldedTopic> all() {
    return Stream.concat(Stream.of(usageRecords), events.stream()).toList();
  }

  /** {@return their names} */
  Set<String> names() {
    return all()
      .stream()
      .map(topic -> topic.topic().name())
      .collect(Collectors.toSet());
  }

  /** {@return the topic with the name} */
  FoldedTopic of(String name) {
    return all()
      .stream()
      .filter(topic -> topic.topic().name().equals(name))
      .findFirst()
      .orElseThrow(() -> new IllegalArgumentException("not a topic of the ledger: " + name));
  }
}
