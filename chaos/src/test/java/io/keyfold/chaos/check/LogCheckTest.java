package io.keyfold.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogCheckTest {

  private final LogCheck check = new LogCheck();

  @Test
  void anEventOfItsOwnIsInOrder() {
    check.next(told("DeploymentCreated", "e1", 1, "c1", "k1"));
    check.next(told("DeploymentUpdated", "e2", 2, "c2", ""));

    assertThat(check.problems()).isEmpty();
  }

  @Test
  void oneVersionReachedTwiceIsFound() {
    check.next(told("DeploymentCreated", "e1", 1, "c1", ""));
    check.next(told("DeploymentUpdated", "e2", 1, "c2", ""));

    assertThat(check.problems()).hasSize(1);
  }

  @Test
  void oneKeyWithTwoEffectsIsFoundAndARepetitionIsNone() {
    check.next(told("DeploymentCreated", "e1", 1, "c1", "k1"));
    check.next(told("CommandRepeated", "e2", 0, "c2", "k1"));
    assertThat(check.problems()).isEmpty();

    check.next(new LogCheck.Told("DeploymentCreated", "e3", "t", "other", 1, "c3", "k1"));
    assertThat(check.problems()).hasSize(1);
  }

  @Test
  void oneEventTwiceIsFound() {
    check.next(told("CommandRejected", "e1", 0, "c1", ""));
    check.next(told("CommandRejected", "e1", 0, "c1", ""));

    assertThat(check.problems()).hasSize(1);
  }

  private static LogCheck.Told told(String type, String event, long version, String command, String key) {
    return new LogCheck.Told(type, event, "t", "o", version, command, key);
  }
}
