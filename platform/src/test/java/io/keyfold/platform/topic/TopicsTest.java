package io.keyfold.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void topicsOfSignsAndDeadLettersHaveOnePartition() {
    Set<String> signs = Set.of("usage.watermarks", "ledger.signals");
    assertThat(Topics.all())
      .filteredOn(topic -> topic.partitions(12) == 1)
      .extracting(TopicSpec::name)
      .containsAll(signs)
      .allMatch(name -> signs.contains(name) || name.endsWith(".dlq"))
      .hasSize(signs.size() + Topics.all().size() / 2);
    assertThat(Topics.DEPLOYMENT_EVENTS.partitions(12)).isEqualTo(12);
  }

  @Test
  void aSegmentIsNotKeptLongerThanItsRecordsNeed() {
    assertThat(Topics.SESSION_SIGNALS.settings())
      .containsEntry("retention.ms", "3600000")
      .containsEntry("segment.ms", "3600000");
    assertThat(Topics.SESSION_COMMANDS.settings()).doesNotContainKey("segment.ms");
  }
}
