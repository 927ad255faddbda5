package io.keyfold.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TopicCheckTest {

  @Test
  @Tag("promise-1")
  void createdTopicsAreSafe() {
    for (TopicSpec topic : Topics.all()) {
      assertThat(TopicCheck.faults(topic, topic.settings(), 3, 1)).isEmpty();
    }
  }

  @Test
  @Tag("promise-7")
  void anEventsTopicWithDeletionIsReportedWithItsSetting() {
    assertThat(faults(Topics.DEPLOYMENT_EVENTS, "retention.ms", "604800000"))
      .singleElement()
      .asString()
      .contains("deployment.events", "retention.ms=604800000", "required is -1");
    assertThat(faults(Topics.DEPLOYMENT_EVENTS, "cleanup.policy", "compact"))
      .singleElement()
      .asString()
      .contains("compaction");
  }

  @Test
  @Tag("promise-7")
  void anUncompactedKeysTopicIsReported() {
    assertThat(faults(Topics.AUTHCONFIG_KEYS, "cleanup.policy", "compact,delete")).hasSize(1);
  }

  @Test
  @Tag("promise-4")
  void aTooShortTombstoneRetentionIsReported() {
    assertThat(faults(Topics.AUTHCONFIG_KEYS, "delete.retention.ms", "86400000"))
      .singleElement()
      .asString()
      .contains("authconfig.keys", "delete.retention.ms=86400000", "required is 604800000 or more");
    assertThat(faults(Topics.AUTHCONFIG_KEYS, "delete.retention.ms", "604800001")).isEmpty();
  }

  @Test
  void kafkasDefaultBatchLimitIsAccepted() {
    assertThat(faults(Topics.DEPLOYMENT_EVENTS, "max.message.bytes", "1048588")).isEmpty();
  }

  @Test
  @Tag("promise-1")
  void tooFewReplicasAreReported() {
    Map<String, String> settings = new HashMap<>(Topics.SESSION_EVENTS.settings());
    settings.put("min.insync.replicas", "2");
    assertThat(TopicCheck.faults(Topics.SESSION_EVENTS, settings, 1, 1))
      .singleElement()
      .asString()
      .contains("min.insync.replicas=2");
  }

  @Test
  @Tag("promise-1")
  void aTooLowMinInsyncReplicasIsReported() {
    Map<String, String> settings = new HashMap<>(Topics.SESSION_EVENTS.settings());
    settings.put("min.insync.replicas", "1");
    assertThat(TopicCheck.faults(Topics.SESSION_EVENTS, settings, 3, 2))
      .singleElement()
      .asString()
      .contains("min.insync.replicas=1", "required is 2 or more", "keyfold.topics.min-insync-replicas");
  }

  @Test
  @Tag("promise-1")
  void minInsyncReplicasAboveTheReplicationFactorAreRejected() {
    assertThatThrownBy(() -> new TopicProperties(1, (short) 1, 2, Duration.ofSeconds(1))).hasMessageContaining(
      "keyfold.topics.min-insync-replicas=2"
    );
  }

  private static List<String> faults(TopicSpec topic, String setting, String value) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put(setting, value);
    return TopicCheck.faults(topic, settings, 3, 1);
  }
}
