package io.keyfold.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventLogTest {

  @Test
  void timesAlwaysHaveMilliseconds() {
    assertThat(EventLog.TIME.format(Instant.parse("2026-11-27T01:16:22Z"))).isEqualTo("01:16:22.000");
    assertThat(EventLog.TIME.format(Instant.parse("2026-11-27T01:16:22.046Z"))).isEqualTo("01:16:22.046");
  }
}
