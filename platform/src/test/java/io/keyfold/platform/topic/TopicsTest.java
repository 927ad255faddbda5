package io.keyfold.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void watermarkAndDeadLetterTopicsHaveOnePartition() {
    assertThat(Topics.all())
      .filteredOn(topic -> topic.partitions(12) == 1)
      .extracting(TopicSpec::name)
      .contains("usage.watermarks")
      .allMatch(name -> name.equals("usage.watermarks") || name.endsWith(".dlq"))
      .hasSize(1 + Topics.all().size() / 2);
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
