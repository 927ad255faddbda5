package io.keyfold.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-2")
class LogCheckTest {

  private final LogCheck check = new LogCheck();

  @Test
  void distinctEventsPass() {
    check.next(event("DeploymentCreated", "e1", 1, "c1", "k1"));
    check.next(event("DeploymentUpdated", "e2", 2, "c2", ""));

    assertThat(check.problems()).isEmpty();
  }

  @Test
  void aVersionWrittenTwiceIsReported() {
    check.next(event("DeploymentCreated", "e1", 1, "c1", ""));
    check.next(event("DeploymentUpdated", "e2", 1, "c2", ""));

    assertThat(check.problems()).hasSize(1);
  }

  @Test
  void aKeyWithTwoEffectsIsReportedButARepetitionIsNot() {
    check.next(event("DeploymentCreated", "e1", 1, "c1", "k1"));
    check.next(event("CommandRepeated", "e2", 0, "c2", "k1"));
    assertThat(check.problems()).isEmpty();

    check.next(new LogCheck.LoggedEvent("DeploymentCreated", "e3", "t", "other", 1, "c3", "k1"));
    assertThat(check.problems()).hasSize(1);
  }

  @Test
  void aDuplicateEventIdIsReported() {
    check.next(event("CommandRejected", "e1", 0, "c1", ""));
    check.next(event("CommandRejected", "e1", 0, "c1", ""));

    assertThat(check.problems()).hasSize(1);
  }

  private static LogCheck.LoggedEvent event(String type, String eventId, long version, String command, String key) {
    return new LogCheck.LoggedEvent(type, eventId, "t", "o", version, command, key);
  }
}
